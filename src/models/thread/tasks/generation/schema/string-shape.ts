import { BACKSLASH, NOWHERE, type Place, type Places, QUOTE, type Shape } from './place.ts';

export interface StringLimits {
  /** In characters, as JSON Schema counts: code points. */
  readonly minLength: number;
  readonly maxLength: number;
}

/** The letters after a backslash. `\u` is left out: each character can be written as itself. */
const ESCAPED = new Set([...'"\\/bfnrt'].map((letter) => letter.charCodeAt(0)));

/** Any text between quotes, in well-formed UTF-8, of a length within limits. */
export function stringShape(limits: StringLimits): Shape {
  return {
    begin: (after) => [
      { mayEnd: false, read: (byte) => (byte === QUOTE ? [new InString(limits, 0, after)] : NOWHERE) },
    ],
  };
}

class InString implements Place {
  readonly mayEnd = false;
  private readonly limits: StringLimits;
  private readonly length: number;
  private readonly after: Place;
  private next: Places | undefined;

  constructor(limits: StringLimits, length: number, after: Place) {
    this.limits = limits;
    this.length = length;
    this.after = after;
  }

  read(byte: number): Places {
    if (byte === QUOTE) return this.length >= this.limits.minLength ? [this.after] : NOWHERE;
    if (byte < 0x20 || this.length >= this.limits.maxLength) return NOWHERE;
    if (byte === BACKSLASH) return [{ mayEnd: false, read: (letter) => this.escaped(letter) }];
    return byte < 0x80 ? this.longer() : this.lead(byte);
  }

  private escaped(letter: number): Places {
    return ESCAPED.has(letter) ? this.longer() : NOWHERE;
  }

  /** The ranges of https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506, table 3-7. */
  private lead(byte: number): Places {
    if (byte < 0xc2 || byte > 0xf4) return NOWHERE;
    if (byte < 0xe0) return [this.rest(1)];
    if (byte < 0xf0) return [this.rest(2, byte === 0xe0 ? 0xa0 : 0x80, byte === 0xed ? 0x9f : 0xbf)];
    return [this.rest(3, byte === 0xf0 ? 0x90 : 0x80, byte === 0xf4 ? 0x8f : 0xbf)];
  }

  /** Before the further bytes of a character; the next of them lies between two values. */
  private rest(count: number, low = 0x80, high = 0xbf): Place {
    return {
      mayEnd: false,
      read: (byte) => {
        if (byte < low || byte > high) return NOWHERE;
        return count === 1 ? this.longer() : [this.rest(count - 1)];
      },
    };
  }

  /** One place for each length, and one alone where the length no longer matters: what is known of it is used again. */
  private longer(): Places {
    const { minLength, maxLength } = this.limits;
    const isFree = maxLength === Number.POSITIVE_INFINITY && this.length >= minLength;
    this.next ??= [isFree ? this : new InString(this.limits, this.length + 1, this.after)];
    return this.next;
  }
}
