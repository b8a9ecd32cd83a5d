import { FlowError } from '../../../../errors/index.ts';

/** The parts of a tokenizer.json that say what a token stands for. */
interface TokenizerFile {
  readonly model?: {
    readonly vocab?: Readonly<Record<string, number>> | readonly (readonly [string, number])[];
  };
  readonly added_tokens?: readonly {
    readonly id: number;
    readonly content: string;
    readonly special?: boolean;
  }[];
  readonly decoder?: unknown;
}

/**
 * The bytes that each token adds to a text, at the place of its id. Tokens that are no text, such as the one that ends
 * an answer, have none. Tokens of a tokenizer in bytes may be parts of a character.
 */
export function tokenBytes(file: unknown): readonly (Uint8Array | undefined)[] {
  // Of a model that has been loaded: transformers.js has read the same file by now.
  const { model, added_tokens = [], decoder } = file as TokenizerFile;
  const { vocab = {} } = model ?? {};
  const written = JSON.stringify(decoder ?? null);
  const bytesOf = written.includes('"ByteLevel"') ? byteLevel() : spaceMarked(written);
  const found: (Uint8Array | undefined)[] = [];
  const pairs = Array.isArray(vocab)
    ? vocab.map(([token], id) => [token, id] as const)
    : Object.entries(vocab as Readonly<Record<string, number>>);
  for (const [token, id] of pairs) found[id] = bytesOf(token);
  for (const { id, content, special = false } of added_tokens) {
    found[id] = special ? undefined : new TextEncoder().encode(content);
  }
  return found;
}

/**
 * Tokens that write each byte as a character that can be seen: those of Latin-1 that can stand for themselves, the
 * others for one from 256 on, in the order of the bytes.
 */
function byteLevel(): (token: string) => Uint8Array | undefined {
  const byteOf = new Map<string, number>();
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const isSeen = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
    byteOf.set(String.fromCodePoint(isSeen ? byte : next++), byte);
  }
  return (token) => {
    const bytes = [...token].map((letter) => byteOf.get(letter));
    return bytes.includes(undefined) ? undefined : Uint8Array.from(bytes, (byte) => byte ?? 0);
  };
}

/** Tokens in characters: `▁` is a space, and `<0x0A>` a byte for which there is no token. */
function spaceMarked(decoder: string): (token: string) => Uint8Array | undefined {
  if (!decoder.includes('▁')) {
    const hint = 'Models of the kinds of Llama, GPT and Qwen can; leave response_schema out for others.';
    throw new FlowError(
      'response_schema_invalid',
      'The tokenizer of this model cannot be held to a schema.',
      {
        hint,
      },
    );
  }
  return (token) => {
    const [, byte] = /^<0x([0-9A-F]{2})>$/.exec(token) ?? [];
    if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
    return new TextEncoder().encode(token.replaceAll('▁', ' '));
  };
}
