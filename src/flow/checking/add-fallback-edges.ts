import type { DraftStep } from '../execution-plan.ts';
import { hintFor, type Report } from '../reading/report.ts';

/**
 * A step that stands in for another waits for that one to fail, and must then be able to start at once:
 * so what it needs, the other needs as well.
 */
export function addFallbackEdges(drafts: readonly DraftStep[], report: Report): void {
  const byName = new Map(drafts.map((draft) => [draft.definition.name, draft]));
  for (const draft of drafts) {
    const { fallback, name } = draft.definition;
    if (fallback?.kind !== 'step') continue;
    const place = { span: fallback.span, step: name };
    const standIn = byName.get(fallback.step);
    if (standIn === undefined) {
      const message = `There is no step "${fallback.step}" to stand in for this one.`;
      report.error('undefined_reference', message, {
        ...place,
        ...hintFor(fallback.step, [...byName.keys()]),
      });
    } else if (standIn === draft) {
      report.error('self_dependency', `Step "${name}" cannot stand in for itself.`, place);
    } else if (standIn.standsInFor !== undefined) {
      const message = `Step "${fallback.step}" stands in for "${standIn.standsInFor}" already.`;
      report.error('conflicting_keys', message, { ...place, hint: 'Write a step of its own for each.' });
    } else {
      standIn.standsInFor = name;
      for (const need of standIn.needs) if (need !== name) draft.needs.add(need);
      standIn.needs.add(name);
      // Its reads of the failed step are of how that ended; there are no outputs to wait for.
      standIn.reads.delete(name);
    }
  }
}
