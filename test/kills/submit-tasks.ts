import type { Page } from 'playwright';

export interface Submission {
  readonly queue: string;
  /** The flow of each, as YAML. */
  readonly flow: string;
  /** The first idempotency key; each further task has the next number. */
  readonly from?: number;
  readonly count: number;
}

/** Submits tasks one after the other. */
export function submitTasks(page: Page, { queue, flow, from = 0, count }: Submission): Promise<void> {
  return page.evaluate(
    async ([name, source, first, end]) => {
      for (let key = first; key < end; key++) {
        await window.promptFlowHost?.engine.submitFlow(
          source,
          {},
          { queue: name, idempotencyKey: String(key) },
        );
      }
    },
    [queue, flow, from, from + count] as const,
  );
}
