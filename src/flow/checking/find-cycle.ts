import type { DraftStep } from '../execution-plan.ts';

/** The steps of one cycle in order, or undefined where there is none. Iterative: 5,000 steps in a row are no problem. */
export function findCycle(steps: readonly DraftStep[]): readonly string[] | undefined {
  const needs = new Map(steps.map((step) => [step.definition.name, step.needs]));
  const done = new Set<string>();
  for (const start of needs.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    const work: { name: string; leaving: boolean }[] = [{ name: start, leaving: false }];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const { name, leaving } = next;
      if (leaving) {
        path.pop();
        onPath.delete(name);
        done.add(name);
      } else if (onPath.has(name)) {
        return [...path.slice(path.indexOf(name)), name];
      } else if (!done.has(name)) {
        path.push(name);
        onPath.add(name);
        work.push({ name, leaving: true });
        for (const need of needs.get(name) ?? []) work.push({ name: need, leaving: false });
      }
    }
  }
  return undefined;
}
