import { StoppingCriteria } from '@huggingface/transformers';
import type { JsonWriter } from './json-writer.ts';
import { StopFilter } from './stop-filter.ts';
import type { TokenText } from './token-text.ts';

export interface TextWriterParts {
  readonly tokens: TokenText;
  readonly stops: readonly string[];
  readonly json: JsonWriter | undefined;
  readonly ends: readonly number[];
  /** Called with the whole text each time that it has grown. */
  readonly onText: (text: string) => void;
}

/** Hears each token that was chosen, makes text of it, and says when the text is over. */
export class TextWriter extends StoppingCriteria {
  text = '';
  /** How many tokens came, with the one that ends the text. */
  count = 0;
  /** Whether the text came to its end by itself, and not because no more tokens were wanted. */
  isOver = false;
  private readonly parts: TextWriterParts;
  private readonly filter: StopFilter;

  constructor(parts: TextWriterParts) {
    super();
    this.parts = parts;
    this.filter = new StopFilter(parts.stops);
  }

  override _call(ids: number[][]): boolean[] {
    const { ends, json, tokens } = this.parts;
    const token = Number(ids[0]?.at(-1));
    this.count++;
    if (ends.includes(token)) {
      this.isOver = true;
    } else {
      json?.take(token);
      this.add(this.filter.push(tokens.push(token)));
      this.isOver = this.filter.isStopped || json?.isWhole === true;
    }
    return [this.isOver];
  }

  /** Adds what was held back until now. */
  finish(): void {
    const { tokens } = this.parts;
    this.add(this.filter.push(tokens.end()));
    this.add(this.filter.end());
  }

  private add(gained: string): void {
    if (gained === '') return;
    this.text += gained;
    this.parts.onText(this.text);
  }
}
