import { expect, test } from 'vitest';
import { compareWithLock } from '../../../../scripts/models/convert/compare-with-lock.ts';
import { convertLocked } from '../../../../scripts/models/convert/convert-locked.ts';
import { silentReport } from '../../../../scripts/report.ts';
import {
  classify,
  committedGraph,
  detect,
  STORIES_SHAPE,
} from '../../../converted-models/converted-graphs.ts';
import { readGoldenAnswers } from '../../../converted-models/golden-answers.ts';
import { placeOfLargest } from '../../../converted-models/numbers.ts';
import { convertedModels } from '../../../converted-models/original-files.ts';
import { cropOf, readPhoto } from '../../../converted-models/photo.ts';
import { StoryGraph } from '../../../converted-models/story-graph.ts';
import { cosine } from '../../../fixtures/golden-vectors/golden-texts.ts';

/** The converted models as they are committed, against the answers of the originals in full precision. */
const answers = await readGoldenAnswers();

test('stories15M goes on as the original does: of 20 next tokens 19 are the same', async () => {
  const graph = await StoryGraph.load(await committedGraph('promptflow/stories15M'), STORIES_SHAPE);
  let same = 0;
  let asked = 0;
  for (const { tokens, given } of answers.stories) {
    const { logits } = await graph.tell(tokens.slice(0, -1));
    const words = logits.length / (tokens.length - 1);
    for (let at = given - 1; at < tokens.length - 1; at++) {
      asked++;
      if (placeOfLargest(logits.subarray(at * words, (at + 1) * words)) === tokens[at + 1]) same++;
    }
  }
  expect(asked).toBeGreaterThan(150);
  expect(same / asked).toBeGreaterThanOrEqual(0.95);
});

test.each(answers.mobilenet)(
  'mobilenet-v1 sees in $photo what the original sees',
  async ({ photo, logits }) => {
    const graph = await committedGraph('promptflow/mobilenet-v1');
    const [own = new Float32Array()] = await classify(graph, [cropOf(await readPhoto(photo), 38, 38)]);
    expect(own).toHaveLength(logits.length);
    expect(placeOfLargest(own)).toBe(placeOfLargest(logits));
    expect(cosine(own, Float32Array.from(logits))).toBeGreaterThan(0.995);
  },
);

test.each(answers.cocoSsd)('coco-ssd finds in $photo what the original finds', async ({ photo, found }) => {
  const { scores, boxes } = await detect(await committedGraph('promptflow/coco-ssd'), await readPhoto(photo));
  for (const { at, kind, score, box } of found) {
    expect(Math.abs((scores[at * 90 + kind] ?? 0) - score)).toBeLessThan(0.1);
    const own = boxes.subarray(at * 4, at * 4 + 4);
    for (const [side, place] of box.entries()) expect(Math.abs((own[side] ?? 0) - place)).toBeLessThan(0.05);
  }
  // And nothing else: what it is sure of, the original finds at least likely.
  const known = new Set(found.map(({ at, kind }) => at * 90 + kind));
  const sure = [...scores.keys()].filter((place) => (scores[place] ?? 0) > 0.45);
  expect(sure.filter((place) => !known.has(place))).toEqual([]);
});

/** The smallest of the packages, of 17 MB. `npm run proof -- converted-models` does so for all of them. */
test('coco-ssd comes out of its package again, byte by byte', { timeout: 180_000 }, async () => {
  const model = (await convertedModels()).find(({ id }) => id === 'promptflow/coco-ssd');
  if (model === undefined) throw new Error('It is not in the lock.');
  const files = await convertLocked(model, silentReport);
  for (const { path, committed, made } of compareWithLock(files, model.files))
    expect(made, path).toBe(committed);
});
