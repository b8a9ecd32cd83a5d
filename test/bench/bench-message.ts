/** What a measuring process or worker tells those who started it. */
export type BenchMessage<Answer> =
  | { readonly type: 'progress'; readonly line: string }
  /** It stands still, so that somebody can look at it from outside, until it gets a message. */
  | { readonly type: 'hold'; readonly at: number }
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'failed'; readonly reason: string };

/** The text of what was thrown, with its stack. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
