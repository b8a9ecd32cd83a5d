import type { PastRun } from '../../engine/history/run-history.ts';

/** What the list of earlier runs asks of whoever shows runs. */
export interface HistoryEvents {
  /** Show this run. */
  'prompt-flow-open-run': CustomEvent<PastRun>;
  /** Go on with this run. */
  'prompt-flow-resume-run': CustomEvent<PastRun>;
  /** The runs of these ids are gone. */
  'prompt-flow-runs-deleted': CustomEvent<readonly string[]>;
}

declare global {
  interface HTMLElementEventMap extends HistoryEvents {}
}
