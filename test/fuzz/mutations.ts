import fc from 'fast-check';

/** One change of a text: where, as a share of its length, and what. */
interface Mutation {
  readonly at: number;
  readonly change: (text: string, at: number) => string;
}

/** A text of the corpus with a few changes, most of them of a kind that may still make sense. */
export function mutated(corpus: readonly string[], words: readonly string[]): fc.Arbitrary<string> {
  const mutation = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    change: fc.oneof(
      { weight: 8, arbitrary: replaceValue(words) },
      { weight: 3, arbitrary: replaceWord(words) },
      { weight: 2, arbitrary: insertWord(words) },
      { weight: 2, arbitrary: fc.constant(removeWord) },
      { weight: 1, arbitrary: fc.constant(repeatLine) },
      { weight: 1, arbitrary: fc.constant(removeLine) },
      { weight: 1, arbitrary: replaceCharacter },
      { weight: 1, arbitrary: splice(corpus) },
    ),
  });
  const count = fc.integer({ min: 1, max: 4 });
  return fc
    .tuple(fc.constantFrom(...corpus), count)
    .chain(([text, most]) =>
      fc
        .array(mutation, { minLength: 1, maxLength: most })
        .map((mutations) => mutations.reduce(mutate, text)),
    );
}

function mutate(text: string, { at, change }: Mutation): string {
  return change(text, Math.min(Math.floor(at * text.length), Math.max(0, text.length - 1)));
}

type Change = (text: string, at: number) => string;

function replaceWord(words: readonly string[]): fc.Arbitrary<Change> {
  return fc.constantFrom(...words).map((word) => (text, at) => {
    const [start, end] = wordAt(text, at);
    return text.slice(0, start) + word + text.slice(end);
  });
}

/** What stands behind a colon: the change that most often leaves a document one. */
function replaceValue(words: readonly string[]): fc.Arbitrary<Change> {
  return fc.constantFrom(...words).map((word) => (text, at) => {
    const value = /(?<=[:,[] )[^\s{}[\],]+/g;
    value.lastIndex = at;
    const found = value.exec(text) ?? value.exec(text);
    if (found === null) return text;
    return text.slice(0, found.index) + word + text.slice(found.index + found[0].length);
  });
}

function insertWord(words: readonly string[]): fc.Arbitrary<Change> {
  return fc.constantFrom(...words).map((word) => (text, at) => {
    const [, end] = wordAt(text, at);
    return `${text.slice(0, end)} ${word}${text.slice(end)}`;
  });
}

const removeWord: Change = (text, at) => {
  const [start, end] = wordAt(text, at);
  return text.slice(0, start) + text.slice(end);
};

const repeatLine: Change = (text, at) => {
  const [start, end] = lineAt(text, at);
  return text.slice(0, end) + text.slice(start, end) + text.slice(end);
};

const removeLine: Change = (text, at) => {
  const [start, end] = lineAt(text, at);
  return text.slice(0, start) + text.slice(end);
};

const replaceCharacter: fc.Arbitrary<Change> = fc
  .oneof(
    fc.constantFrom(...'{}[]()"\'|:,.-%#&*!<>=~\\\n\t 0'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  )
  .map((character) => (text, at) => text.slice(0, at) + character + text.slice(at + 1));

/** The middle of one text in the middle of another. */
function splice(corpus: readonly string[]): fc.Arbitrary<Change> {
  return fc
    .tuple(fc.constantFrom(...corpus), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([other, from]) => (text, at) => {
      const start = Math.floor(from * other.length);
      return text.slice(0, at) + other.slice(start, start + 40) + text.slice(at);
    });
}

function wordAt(text: string, at: number): [number, number] {
  let start = at;
  let end = at;
  const isPart = (character: string | undefined) => character !== undefined && /[\w.]/.test(character);
  while (start > 0 && isPart(text[start - 1])) start--;
  while (end < text.length && isPart(text[end])) end++;
  return [start, end];
}

function lineAt(text: string, at: number): [number, number] {
  const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const next = text.indexOf('\n', at);
  return [start, next < 0 ? text.length : next + 1];
}
