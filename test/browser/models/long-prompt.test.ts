import { expect, test } from 'vitest';
import { readOptions } from '../../../src/models/thread/tasks/generation/options.ts';
import { writeText } from '../../../src/models/thread/tasks/generation/write-text.ts';
import { bareWriter } from './support/bare-writer.ts';

interface Outputs {
  readonly logits: { readonly data: Float32Array; readonly dims: readonly [1, number, number] };
}

test('a long prompt is read in parts, and what comes of it is what comes of the whole', async () => {
  const bare = await bareWriter('jingyaogong/minimind2-small');
  const story = '很久很久以前，有一只小猫，它住在山里。一天，小猫问小狗：你是谁？'.repeat(25);
  const ids = bare.tokenizer.encode(story).slice(0, 528);

  /** The scores that each part ended with, copied before they are drawn from. */
  const ends: Float32Array[] = [];
  const lengths: number[] = [];
  const forward = bare.model.forward.bind(bare.model);
  bare.model.forward = async (inputs) => {
    const outputs = (await forward(inputs)) as Outputs;
    const [, length, vocabulary] = outputs.logits.dims;
    lengths.push(length);
    ends.push(outputs.logits.data.slice(-vocabulary));
    return outputs;
  };
  const write = (tokens: number[]) =>
    writeText(bare, tokens, readOptions({ max_new_tokens: 1 }), { json: undefined, onText: () => {} });
  await write(ids);
  const [, inParts = new Float32Array()] = ends.splice(0);
  expect(lengths.splice(0)).toEqual([512, ids.length - 512]);

  await bare.model.generate({ ...bare.tokenizer(bare.tokenizer.decode(ids)), max_new_tokens: 1 });
  const [whole = new Float32Array()] = ends.splice(0);
  expect(lengths).toEqual([ids.length]);
  await write(ids.slice(512));
  const [lastPart = new Float32Array()] = ends;
  // With q8 weights not to the last bit: what is computed together is rounded together. The last part alone is another text.
  expect(cosine(inParts, whole)).toBeGreaterThan(0.998);
  expect(cosine(lastPart, whole)).toBeLessThan(0.98);
});

function cosine(a: Float32Array, b: Float32Array): number {
  let [product, ofA, ofB] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    product += value * (b[at] ?? 0);
    ofA += value * value;
    ofB += (b[at] ?? 0) ** 2;
  }
  return product / Math.sqrt(ofA * ofB);
}
