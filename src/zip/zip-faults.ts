/** What a reader or writer of a zip file throws: those who use one know what the file is to hold, and what helps. */
export interface ZipFaults {
  /** It is no zip file at all, or none that can be read here. */
  invalid(why: string, cause?: unknown): Error;
  /** It is one, but something in it is not as it says. */
  damaged(why: string, cause?: unknown): Error;
  tooLarge(what: string): Error;
}
