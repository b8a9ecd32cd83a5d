/** What a filter, a test or a function can be given. Arguments are bound to it while parsing. */
export interface Signature {
  /** The names of the parameters, in order; each can be given by name too. */
  readonly parameters: readonly string[];
  /** How many of them, from the first, must be given. */
  readonly required?: number;
  /** Arguments with any name are taken and arrive as one map, after the parameters. */
  readonly collectsKeywords?: true;
  /** Arguments without a name beyond the parameters are taken and arrive as one list, after the parameters. */
  readonly collectsRest?: true;
}
