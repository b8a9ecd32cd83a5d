/** From where models may be fetched that are not embedded. Without it, nothing leaves the page. */
export interface HubSettings {
  /** The hub's address, such as `https://hub.example`. */
  readonly host: string;
  /** A branch, tag or commit; `main` where it is left out. */
  readonly revision?: string;
  /** The models that may be fetched: ids, or `organisation/*`. All of the hub's where it is left out. */
  readonly allow?: readonly string[];
}
