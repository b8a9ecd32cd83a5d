/** Of transformers.js' tokenizer: the text of some tokens, without special ones. */
export type Decode = (ids: readonly number[]) => string;

/** So many tokens before those that are new: what some tokenizers write for a token depends on the one before. */
const CONTEXT = 6;
/** What stands in a text for bytes that are no whole character. */
const BROKEN = '\uFFFD';

/**
 * Makes text of tokens as they come, in pieces that never end in the middle of a character. A few tokens before are read
 * again with each new one, and not all of them: a long text would cost its length squared.
 */
export class TokenText {
  private readonly decode: Decode;
  private readonly ids: number[];
  /** From where on tokens are read again. */
  private from = 0;
  /** Up to where their text is out. */
  private done: number;

  /** @param before the tokens that stand before, such as those of the prompt */
  constructor(decode: Decode, before: readonly number[]) {
    this.decode = decode;
    this.ids = before.slice(-CONTEXT);
    this.done = this.ids.length;
  }

  /** Takes a token; gives what the text has gained, nothing in the middle of a character. */
  push(id: number): string {
    this.ids.push(id);
    const gained = this.gained();
    if (gained === '' || gained.endsWith(BROKEN)) return '';
    this.from = Math.max(this.from, this.done - CONTEXT + 1);
    this.done = this.ids.length;
    return gained;
  }

  /** The rest, when no token comes any more. */
  end(): string {
    const gained = this.gained();
    this.done = this.ids.length;
    return gained;
  }

  private gained(): string {
    const before = this.textOf(this.ids.slice(this.from, this.done));
    return this.textOf(this.ids.slice(this.from)).slice(before.length);
  }

  /** The library reads no empty list. */
  private textOf(ids: readonly number[]): string {
    return ids.length === 0 ? '' : this.decode(ids);
  }
}
