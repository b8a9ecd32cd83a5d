import type { Evaluation } from '../evaluation/evaluation.ts';
import { charactersOf } from '../values/characters.ts';
import { placesOf } from '../values/search.ts';
import { type FilterDefinition, paid, textArgument, textInput, wholeArgument } from './filter.ts';

const upper: FilterDefinition = {
  parameters: [],
  apply: (input, _, run) => paid(textInput(input, run), run).toUpperCase(),
};

const lower: FilterDefinition = {
  parameters: [],
  apply: (input, _, run) => paid(textInput(input, run), run).toLowerCase(),
};

const capitalize: FilterDefinition = {
  parameters: [],
  apply: (input, _, run) => capitalized(paid(textInput(input, run), run)),
};

/** A word begins after a space, a hyphen or an opening bracket, as in Jinja: "it's" becomes "It's". */
const title: FilterDefinition = {
  parameters: [],
  apply: (input, _, run) =>
    paid(textInput(input, run), run).replace(/[^-\s({[<]+/g, (word) => {
      run.spend(1);
      return capitalized(word);
    }),
};

const trim: FilterDefinition = {
  parameters: ['chars'],
  apply(input, [chars], run) {
    const text = paid(textInput(input, run), run);
    if (chars === undefined || chars === null) return text.trim();
    const unwanted = new Set(textArgument('chars', chars, run));
    const letters = charactersOf(text, run);
    let first = 0;
    let last = letters.length;
    while (first < last && unwanted.has(letters[first] ?? '')) first++;
    while (last > first && unwanted.has(letters[last - 1] ?? '')) last--;
    return letters.slice(first, last).join('');
  },
};

const replace: FilterDefinition = {
  parameters: ['old', 'new', 'count'],
  required: 2,
  apply(input, [old, replacement, count], run) {
    const text = paid(textInput(input, run), run);
    const wanted = textArgument('old', old, run);
    const instead = textArgument('new', replacement, run);
    const limit = count === undefined || count === null ? -1 : wholeArgument('count', count, run);
    const pieces = splitAt(text, wanted, limit < 0 ? Number.POSITIVE_INFINITY : limit, run);
    run.spendText(text.length + (pieces.length - 1) * (instead.length - wanted.length));
    return pieces.join(instead);
  },
};

/** `str.split` of Python: without a separator at runs of white space, and no empty pieces. */
const split: FilterDefinition = {
  parameters: ['sep', 'maxsplit'],
  apply(input, [sep, maxsplit], run) {
    const text = paid(textInput(input, run), run);
    const given = maxsplit === undefined || maxsplit === null ? -1 : wholeArgument('maxsplit', maxsplit, run);
    const limit = given < 0 ? Number.POSITIVE_INFINITY : given;
    if (sep === undefined || sep === null) return splitAtSpace(text, limit, run);
    const separator = textArgument('sep', sep, run);
    if (separator !== '') return splitAt(text, separator, limit, run);
    throw run.error(
      'evaluation_failed',
      'The separator of "split" is empty.',
      'Write | list for the characters.',
    );
  },
};

/** Words as runs of letters, digits and `_`, as in Jinja: "it's" has two. */
const wordcount: FilterDefinition = {
  parameters: [],
  apply(input, _, run) {
    let count = 0;
    const words = paid(textInput(input, run), run).matchAll(/[\p{L}\p{N}_]+/gu);
    for (const _word of words) {
      run.spend(1);
      count++;
    }
    return count;
  },
};

/** The filters on texts. */
export const TEXT_FILTERS = { capitalize, lower, replace, split, strip: trim, title, trim, upper, wordcount };

function capitalized(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  return text === '' ? '' : first.toUpperCase() + text.slice(first.length).toLowerCase();
}

/** Cuts a text at each occurrence; the empty text occurs before every character and at the end. */
function splitAt(text: string, separator: string, limit: number, run: Evaluation): string[] {
  if (separator === '') {
    const pieces = ['', ...charactersOf(text, run), ''];
    return limit + 1 >= pieces.length ? pieces : [...pieces.slice(0, limit), pieces.slice(limit).join('')];
  }
  let rest = 0;
  const pieces = placesOf(text, separator, limit, run).map((place) => {
    const piece = text.slice(rest, place);
    rest = place + separator.length;
    return piece;
  });
  pieces.push(text.slice(rest));
  return pieces;
}

function splitAtSpace(text: string, limit: number, run: Evaluation): string[] {
  const pieces: string[] = [];
  const word = /\S+/g;
  for (let found = word.exec(text); found !== null; found = word.exec(text)) {
    run.spend(1);
    if (pieces.length >= limit) {
      pieces.push(text.slice(found.index).trimEnd());
      break;
    }
    pieces.push(found[0]);
  }
  return pieces;
}
