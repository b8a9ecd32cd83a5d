/** What a flow says of itself. */
export interface FlowIdentity {
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly author?: string;
  readonly tags: readonly string[];
}
