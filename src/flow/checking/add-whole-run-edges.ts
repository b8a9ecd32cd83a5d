import type { DraftStep } from '../execution-plan.ts';

/**
 * A step that reads the whole run waits for every step that does not wait for it.
 * Of two such steps the later in the document waits for the earlier.
 */
export function addWholeRunEdges(drafts: readonly DraftStep[]): void {
  const readers = drafts.filter(({ readsRun }) => readsRun);
  for (const [place, reader] of readers.entries()) {
    const later = new Set(readers.slice(place + 1));
    const downstream = downstreamOf(reader, drafts);
    for (const draft of drafts) {
      if (draft === reader || later.has(draft) || downstream.has(draft)) continue;
      reader.needs.add(draft.definition.name);
    }
  }
}

function downstreamOf(start: DraftStep, drafts: readonly DraftStep[]): ReadonlySet<DraftStep> {
  const dependents = new Map<string, DraftStep[]>();
  for (const draft of drafts) {
    for (const need of draft.needs) {
      const others = dependents.get(need);
      if (others === undefined) dependents.set(need, [draft]);
      else others.push(draft);
    }
  }
  const found = new Set<DraftStep>();
  const work = [start];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    for (const dependent of dependents.get(next.definition.name) ?? []) {
      if (found.has(dependent)) continue;
      found.add(dependent);
      work.push(dependent);
    }
  }
  return found;
}
