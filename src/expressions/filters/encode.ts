import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { pairOfGroup } from '../values/group.ts';
import { isList, isMap } from '../values/kinds.ts';
import { textOf } from '../values/text.ts';
import { pairsOf } from './arrange.ts';
import { type FilterDefinition, paid, textArgument, textInput, wrongInput } from './filter.ts';

/** Each algorithm, and the steps that it takes for a byte. */
const HASHES = {
  md5: { digest: md5, price: 1 / 8 },
  sha1: { digest: sha1, price: 1 / 4 },
  sha256: { digest: sha256, price: 1 / 2 },
  // Its numbers have 64 bits, two of which JavaScript makes of one.
  sha512: { digest: sha512, price: 2 },
};

/** The hash of a text's UTF-8 bytes, in hexadecimal digits. */
const hash: FilterDefinition = {
  parameters: ['algorithm'],
  apply(input, [algorithm = 'sha256'], run) {
    const name = textArgument('algorithm', algorithm, run);
    if (!isHashName(name)) {
      const known = Object.keys(HASHES).join(', ');
      throw run.error(
        'evaluation_failed',
        `There is no algorithm "${name.slice(0, 60)}".`,
        `There are: ${known}.`,
      );
    }
    const { digest, price } = HASHES[name];
    const bytes = utf8(textInput(input, run), run);
    run.spend(Math.ceil(bytes.length * price));
    return bytesToHex(digest(bytes));
  },
};

const b64encode: FilterDefinition = {
  parameters: [],
  apply(input, _, run) {
    const bytes = utf8(textInput(input, run), run);
    run.spendText(Math.ceil(bytes.length / 3) * 4);
    run.spend(bytes.length >>> 3);
    return btoa(binaryOf(bytes));
  },
};

const b64decode: FilterDefinition = {
  parameters: [],
  apply(input, _, run) {
    const text = paid(textInput(input, run), run);
    run.spend(text.length >>> 3);
    try {
      const binary = atob(text);
      const bytes = new Uint8Array(binary.length);
      for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw run.error(
        'evaluation_failed',
        'This is no text in base64, or what it holds is no text in UTF-8.',
      );
    }
  },
};

/** A text for a path, in which `/` stays; a map or pairs for a query. */
const urlencode: FilterDefinition = {
  parameters: [],
  apply(input, _, run) {
    if (!isMap(input) && !isList(input)) return escaped(textInput(input, run), NOT_IN_PATH, run);
    const pairs = isMap(input) ? pairsOf(input, run) : Array.from(input, (pair) => pairIn(pair, input, run));
    // Two texts to write and to join for each.
    run.spend(pairs.length * 4);
    let query = '';
    for (const [key, value] of pairs) {
      const part = `${inQuery(key, run)}=${inQuery(value, run)}`;
      run.spendMoreText(query.length, part.length);
      query += query === '' ? part : `&${part}`;
    }
    return query;
  },
};

/** The filters that write a text in another alphabet. */
export const ENCODING_FILTERS = { b64decode, b64encode, hash, urlencode };

function isHashName(name: string): name is keyof typeof HASHES {
  return Object.hasOwn(HASHES, name);
}

function utf8(text: string, run: Evaluation): Uint8Array {
  paid(text, run);
  return ENCODER.encode(text);
}

/** Bytes as the characters of the same numbers, some at a time: a call takes only so many arguments. */
function binaryOf(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return binary;
}

const NOT_IN_PATH = /[^\w.~/-]+/g;
const NOT_IN_QUERY = /[^\w.~-]+/g;
const ENCODER = new TextEncoder();

/** Writes each byte of the UTF-8 of what is not kept as `%` and its two digits. */
function escaped(text: string, others: RegExp, run: Evaluation): string {
  paid(text, run);
  let length = text.length;
  return text.replace(others, (part) => {
    const bytes = ENCODER.encode(part);
    length += bytes.length * 3 - part.length;
    run.spendMoreText(0, length);
    run.spend(bytes.length >>> 3);
    let made = '';
    for (const byte of bytes) made += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    return made;
  });
}

function inQuery(value: unknown, run: Evaluation): string {
  return escaped(textOf(value, run), NOT_IN_QUERY, run).replaceAll('%20', '+');
}

function pairIn(pair: unknown, input: unknown, run: Evaluation): readonly [unknown, unknown] {
  const items = isList(pair) ? pair : pairOfGroup(pair);
  if (items === undefined || items.length !== 2)
    throw wrongInput('a text, a map or a list of pairs', input, run);
  return [items[0], items[1]];
}
