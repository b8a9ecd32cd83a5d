/** What every bench is asked in the same words, beside what it measures. */
export interface OutputOptions {
  /** JSON alone on standard output, instead of tables. */
  readonly json: boolean;
  /** Also keep the tables as a page of the docs. */
  readonly save: boolean;
}

/** For `parseArgs`: the flags of all benches. */
export const benchFlags = {
  json: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  save: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
} as const;

/** The names in a list such as `a,b`; none where it is empty. */
export function namesIn(list: string): readonly string[] {
  return list.split(',').filter((name) => name !== '');
}
