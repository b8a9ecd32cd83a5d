import { type Schema, Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highest } from '../../../src/models/thread/tasks/generation/highest.ts';
import { JsonWriter } from '../../../src/models/thread/tasks/generation/json-writer.ts';
import { END, type Places, readByte } from '../../../src/models/thread/tasks/generation/schema/place.ts';
import { readSchema } from '../../../src/models/thread/tasks/generation/schema/read-schema.ts';
import { TokenTable } from '../../../src/models/thread/tasks/generation/token-table.ts';
import { schemas } from './support/schemas.ts';

const encoder = new TextEncoder();
const isValid = (schema: object, value: unknown): boolean =>
  new Validator(schema as Schema, '2020-12').validate(value).valid;

/** A vocabulary as models have it: each byte, and beside them words, pieces of JSON and halves of characters. */
const pieces = [
  '{"',
  '":',
  '", "',
  '"}',
  '": "',
  '}]',
  ', ',
  'true',
  'fal',
  'null',
  'na',
  'name',
  'red',
  'dish',
];
const bytes = [
  ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
  ...pieces.map((piece) => encoder.encode(piece)),
  ...['日本', 'é', '😀', '12', '0.5', '-1', '\\n', '  '].map((piece) => encoder.encode(piece)),
  encoder.encode('日').slice(0, 2),
  encoder.encode('😀').slice(2),
];
const EOS = bytes.length;
const table = new TokenTable(bytes);
/** Those that bring a text to its end. */
const closing = [...'"]}'].map((letter) => letter.charCodeAt(0));

/** Writes with tokens that are drawn at random of those that are allowed, as an utterly confused model would. */
function writeAtRandom(schema: object, draw: () => number): string {
  const writer = new JsonWriter(readSchema(schema), table, bytes);
  const written: number[] = [];
  for (let count = 0; count < 5000; count++) {
    const scores = new Float32Array(EOS + 1);
    writer.narrow(scores, [EOS]);
    const allowed = [...scores.keys()].filter((id) => scores[id] === 0);
    // After a while it tires: a list and a text without a limit have to end.
    const ends = count > 60 ? allowed.filter((id) => id === EOS || closing.includes(id)) : [];
    const from = ends.length > 0 ? ends : allowed;
    const token = from[Math.floor(draw() * from.length)] ?? EOS;
    if (token === EOS) return decode(written);
    written.push(token);
    writer.take(token);
    if (writer.isWhole) return decode(written);
  }
  throw new Error(`It goes on for ever: ${decode(written).slice(0, 200)}`);
}

/** Fails where the bytes are no UTF-8. */
function decode(tokens: readonly number[]): string {
  const all = tokens.flatMap((token) => [...(bytes[token] ?? [])]);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(all));
}

function isAllowed(schema: object, text: string): boolean {
  let places: Places = readSchema(schema).begin(END);
  for (const byte of encoder.encode(text)) places = readByte(places, byte);
  return places.some(({ mayEnd }) => mayEnd);
}

test.each(Object.entries(schemas))('%s: whatever is drawn of the allowed tokens is valid', (_, schema) => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })), (numbers) => {
      const text = writeAtRandom(schema, () => numbers.next().value);
      expect(isValid(schema, JSON.parse(text)), text).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test.each(Object.entries(schemas))(
  '%s: the likeliest of the allowed tokens are found without the others',
  (_, schema) => {
    const score = fc.float({ min: -9, max: 9, noNaN: true });
    const drawn = fc.array(score, { minLength: EOS + 1, maxLength: EOS + 1 });
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 9 }), fc.nat(12), (values, wanted, length) => {
        const writer = new JsonWriter(readSchema(schema), table, bytes);
        for (let count = 0; count < length && !writer.isWhole; count++) {
          const allowed = Float32Array.from(values);
          writer.narrow(allowed, []);
          const [token] = highest(allowed, 1);
          if (token === undefined) break;
          writer.take(token);
        }
        const all = Float32Array.from(values);
        writer.narrow(all, [EOS]);
        const few = Float32Array.from(values);
        writer.narrow(few, [EOS], wanted);
        expect(highest(few, wanted)).toEqual(highest(all, wanted));
      }),
      { numRuns: 40 },
    );
  },
);

/** Small values near those that the schemas want, so that many of them are nearly right. */
const word = fc.constantFrom('', 'a', 'ab', 'abc', 'abcdef', 'red', 'good', 'fixed', 'x"\\\n', 'é日😀');
const number = fc.oneof(
  fc.integer({ min: -20, max: 260 }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((units) => units / 1_000_000),
);
const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    word,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom('name', 'age', 'é "q"', 'a', 'b', 'label', 'parts', 'text', 'score'),
      tie('value'),
      {
        maxKeys: 3,
      },
    ),
  ),
})).value;

test.each(Object.entries(schemas))('%s: a value may be written just when it is valid', (_, schema) => {
  const near = fc.oneof(
    value,
    fc.record({ name: word, age: number }, { requiredKeys: [] }),
    fc.record({
      label: fc.constantFrom('good', 'fine'),
      parts: fc.array(fc.record({ text: word, score: number })),
    }),
    fc.record({ a: fc.oneof(word, number), b: word }, { requiredKeys: ['a'] }),
    fc.array(fc.oneof(word, fc.constant(null)), { maxLength: 4 }),
  );
  fc.assert(
    fc.property(near, (given) => {
      // Beyond six decimals nothing is written; JSON writes -0 as 0.
      const text = JSON.stringify(given);
      fc.pre(!/e-/.test(text));
      expect(isAllowed(schema, text), text).toBe(isValid(schema, given));
    }),
    { numRuns: 500 },
  );
});

test('one space may follow a colon and a comma, keys come in any order, and each once', () => {
  const schema = schemas['an object'] ?? {};
  expect(isAllowed(schema, '{"age": 3, "name": "Ada"}')).toBe(true);
  expect(isAllowed(schema, '{"name":"Ada",  "age":3}')).toBe(false);
  expect(isAllowed(schema, '{"name":"Ada","name":"Ada"}')).toBe(false);
  expect(isAllowed(schema, '{"name":"Ada",}')).toBe(false);
  expect(isAllowed(schema, '{}')).toBe(false);
});

test.each<[string, object, string, string]>([
  ['minItems', { type: 'array', items: { type: 'null' }, minItems: 2 }, '[null,null]', '[null]'],
  ['maxItems', { type: 'array', items: { type: 'null' }, maxItems: 2 }, '[null,null]', '[null,null,null]'],
  ['minLength', { type: 'string', minLength: 2 }, '"é😀"', '"😀"'],
  ['maxLength', { type: 'string', maxLength: 2 }, '"é😀"', '"é😀a"'],
  ['minimum', { type: 'integer', minimum: -12 }, '-12', '-13'],
  ['maximum', { type: 'number', maximum: 99.5 }, '99.5', '99.500001'],
  ['exclusiveMinimum', { type: 'number', exclusiveMinimum: 0.1 }, '0.100001', '0.1'],
  ['exclusiveMaximum', { type: 'integer', exclusiveMaximum: 10 }, '9', '10'],
])('%s is kept to the last', (_, schema, inside, outside) => {
  expect(isAllowed(schema, inside)).toBe(true);
  expect(isAllowed(schema, outside)).toBe(false);
});

test.each([
  ['01', false],
  ['-0', false],
  ['-0.5', true],
  ['1.', false],
  ['.5', false],
  ['1e5', false],
  ['12.345678', true],
  ['1.2345678', false],
])('the number %s may be written: %s', (text, expected) => {
  expect(isAllowed({ type: 'number' }, text)).toBe(expected);
});

test.each([
  [{ type: 'string', pattern: 'a+' }, '"pattern"'],
  [
    { type: 'object', properties: { when: { type: 'string', format: 'date' } } },
    '"response_schema.properties.when"',
  ],
  [{ type: 'array', items: { $ref: '#/x' } }, '"$ref"'],
  [{ allOf: [{ type: 'string' }] }, '"allOf"'],
  [{ description: 'a name' }, 'has no type'],
  [{ type: 'string', minimum: 3 }, '"minimum"'],
  [{ type: 'number', multipleOf: 2 }, '"multipleOf"'],
  [{ type: 'array', items: { type: 'string' }, uniqueItems: true }, '"uniqueItems"'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, '"additionalProperties"'],
  [{ type: 'object', required: ['a'] }, '"a"'],
  [{ type: 'array' }, '"items"'],
  [{ type: 'text' }, '"text"'],
  [{ type: 'string', minLength: 3, maxLength: 2 }, 'by nothing'],
  [{ type: 'integer', minimum: 2.1, maximum: 2.9 }, 'by nothing'],
  [{ type: 'integer', minimum: 1e300 }, 'by nothing'],
  [{ type: 'string', enum: [1] }, 'by nothing'],
  [{ enum: [] }, '"enum"'],
  [{ enum: ['a'], minLength: 3 }, '"minLength"'],
  [{ type: 'string', maxLength: -1 }, '"maxLength"'],
  ['string', 'JSON schema'],
  [null, 'JSON schema'],
  [{ anyOf: [true] }, 'anyOf[0]'],
])('%j is refused, and says what of it', (schema, said) => {
  expect(() => readSchema(schema)).toThrowError(
    expect.objectContaining({
      code: 'response_schema_invalid',
      message: expect.stringContaining(said),
      hint: expect.any(String),
    }),
  );
});

test('a vocabulary that cannot write what the schema asks for is told, instead of going on for ever', () => {
  const letters = [encoder.encode('"'), encoder.encode('a')];
  const writer = new JsonWriter(readSchema({ const: 'ab' }), new TokenTable(letters), letters);
  writer.take(0);
  writer.take(1);
  expect(() => writer.narrow(new Float32Array(2), [])).toThrowError(
    expect.objectContaining({ code: 'response_schema_invalid' }),
  );
});
