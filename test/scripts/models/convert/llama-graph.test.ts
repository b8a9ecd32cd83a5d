import { expect, test } from 'vitest';
import { writeOnnx } from '../../../../scripts/models/convert/onnx/write-onnx.ts';
import { readCheckpoint } from '../../../../scripts/models/convert/stories/checkpoint.ts';
import { llamaGraph } from '../../../../scripts/models/convert/stories/llama-graph.ts';
import { byteForm, floatForm } from '../../../../scripts/models/convert/stories/matrix-form.ts';
import { largestDifference } from '../../../converted-models/numbers.ts';
import { ReferenceLlama } from '../../../converted-models/reference-llama.ts';
import { SMALL, SMALL_SHAPE, smallCheckpoint } from '../../../converted-models/small-checkpoint.ts';
import { StoryGraph } from '../../../converted-models/story-graph.ts';
import { cosine } from '../../../fixtures/golden-vectors/golden-texts.ts';

/** A small Llama as a graph, on the real runtime, against one that is computed by hand. */
const bytes = smallCheckpoint();
const TOKENS = [1, 17, 5, 5, 39, 2, 30, 11, 8, 24];

const write = (form: typeof floatForm): Uint8Array => writeOnnx(llamaGraph(readCheckpoint(bytes), form, {}));
const load = (form: typeof floatForm): Promise<StoryGraph> => StoryGraph.load(write(form), SMALL_SHAPE);

function expected(tokens: readonly number[]): Float64Array[] {
  const reference = new ReferenceLlama(bytes);
  return tokens.map((token) => reference.next(token));
}

const joined = (rows: readonly Float64Array[]): number[] => rows.flatMap((row) => [...row]);

test('all tokens at once give what was computed by hand', async () => {
  const { logits } = await (await load(floatForm)).tell(TOKENS);
  expect(largestDifference(logits, joined(expected(TOKENS)))).toBeLessThan(1e-4);
});

test('one after the other, each on the keys and values of those before, they give the same', async () => {
  const graph = await load(floatForm);
  let told = graph.nothing();
  for (const [at, logits] of expected(TOKENS).entries()) {
    const answer = await graph.tell([TOKENS[at] ?? 0], told, 1);
    expect(largestDifference(answer.logits, logits)).toBeLessThan(1e-4);
    told = answer.told;
  }
});

test('only as many as are asked for are answered, counted from the end', async () => {
  const { logits } = await (await load(floatForm)).tell(TOKENS, undefined, 2);
  expect(logits).toHaveLength(2 * SMALL.words);
  expect(largestDifference(logits, joined(expected(TOKENS).slice(-2)))).toBeLessThan(1e-4);
});

test('a short text beside a long one gives what it gives by itself', async () => {
  const logits = await (await load(floatForm)).tellTogether([TOKENS.slice(0, 4), TOKENS]);
  const short = logits.subarray(0, SMALL.words);
  expect(largestDifference(short, expected(TOKENS.slice(0, 4)).at(-1) ?? [])).toBeLessThan(1e-4);
  expect(largestDifference(logits.subarray(SMALL.words), expected(TOKENS).at(-1) ?? [])).toBeLessThan(1e-4);
});

test('with weights of 8 bits it gives nearly the same', async () => {
  const { logits } = await (await load(byteForm)).tell(TOKENS);
  for (const [at, row] of expected(TOKENS).entries()) {
    const own = logits.subarray(at * SMALL.words, (at + 1) * SMALL.words);
    expect(cosine(own, Float32Array.from(row))).toBeGreaterThan(0.995);
  }
});

test('tokens at once and one by one give the same with 8 bits, since each is rounded by itself', async () => {
  const graph = await load(byteForm);
  const { logits } = await graph.tell(TOKENS);
  let told = graph.nothing();
  for (const [at, token] of TOKENS.entries()) {
    const answer = await graph.tell([token], told, 1);
    const own = logits.subarray(at * SMALL.words, (at + 1) * SMALL.words);
    expect(largestDifference(answer.logits, own)).toBeLessThan(1e-4);
    told = answer.told;
  }
});

test('the same checkpoint gives the same bytes', () => {
  expect(Buffer.from(write(byteForm)).equals(write(byteForm))).toBe(true);
});

test.each([
  ['is cut short', bytes.subarray(0, bytes.length - 4), 'ends in the middle'],
  ['has more than it says', Uint8Array.from([...bytes, 0, 0, 0, 0]), '1 numbers too many'],
])('a checkpoint that %s is no checkpoint', (_case, damaged, message) => {
  expect(() => readCheckpoint(damaged)).toThrow(message);
});
