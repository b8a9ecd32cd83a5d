import { writeOnnx } from '../../scripts/models/convert/onnx/write-onnx.ts';
import { readCheckpoint } from '../../scripts/models/convert/stories/checkpoint.ts';
import { CHECKPOINT_BYTES } from '../../scripts/models/convert/stories/convert-stories.ts';
import { llamaGraph } from '../../scripts/models/convert/stories/llama-graph.ts';
import { floatForm } from '../../scripts/models/convert/stories/matrix-form.ts';
import type { Report } from '../../scripts/report.ts';
import { cosine } from '../fixtures/golden-vectors/golden-texts.ts';
import { committedGraph, STORIES_SHAPE } from './converted-graphs.ts';
import { readGoldenAnswers } from './golden-answers.ts';
import { largestDifference, placeOfLargest, shares } from './numbers.ts';
import { originalFile } from './original-files.ts';
import { ReferenceLlama } from './reference-llama.ts';
import { StoryGraph } from './story-graph.ts';

const ID = 'promptflow/stories15M';
const HAND_TOKENS = 40;
const STORY_TOKENS = 200;

export interface StoriesVerdict {
  /** Between the graph in full precision and the one computed by hand: of any logit of so many tokens. */
  readonly largestDifference: number;
  readonly handTokens: number;
  /** Of the committed graph against the one in full precision, over stories that the latter goes on with. */
  readonly tokens: number;
  readonly sameNext: number;
  readonly leastCosine: number;
  readonly meanCosine: number;
  /** Kullback-Leibler divergence of what it finds likely, in nats: the mean. */
  readonly divergence: number;
}

/** Holds the converted stories15M against the original, in full precision and as it is committed. */
export async function judgeStories(report: Report): Promise<StoriesVerdict> {
  const data = await originalFile(ID, 'llama2.data', report);
  const checkpoint = data.subarray(0, CHECKPOINT_BYTES);
  const { stories } = await readGoldenAnswers();
  const exact = await StoryGraph.load(
    writeOnnx(llamaGraph(readCheckpoint(checkpoint), floatForm, {})),
    STORIES_SHAPE,
  );
  const committed = await StoryGraph.load(await committedGraph(ID), STORIES_SHAPE);
  const [first] = stories;
  const hand = (first?.tokens ?? []).slice(0, HAND_TOKENS);
  const reference = new ReferenceLlama(checkpoint);
  const byHand = hand.flatMap((token) => [...reference.next(token)]);
  const difference = largestDifference((await exact.tell(hand)).logits, byHand);

  const cosines: number[] = [];
  const divergences: number[] = [];
  let sameNext = 0;
  for (const { tokens, given } of stories) {
    const story = await goOn(exact, tokens.slice(0, given));
    const [meant, found] = [(await exact.tell(story)).logits, (await committed.tell(story)).logits];
    const words = meant.length / story.length;
    for (let at = 0; at < story.length; at++) {
      const a = meant.subarray(at * words, (at + 1) * words);
      const b = found.subarray(at * words, (at + 1) * words);
      if (placeOfLargest(a) === placeOfLargest(b)) sameNext++;
      cosines.push(cosine(a, b));
      divergences.push(divergenceOf(shares(a), shares(b)));
    }
  }
  return {
    largestDifference: difference,
    handTokens: hand.length,
    tokens: cosines.length,
    sameNext,
    leastCosine: Math.min(...cosines),
    meanCosine: mean(cosines),
    divergence: mean(divergences),
  };
}

async function goOn(graph: StoryGraph, begin: readonly number[]): Promise<number[]> {
  const story = [...begin];
  let { logits, told } = await graph.tell(begin, undefined, 1);
  while (story.length < STORY_TOKENS) {
    const next = placeOfLargest(logits);
    story.push(next);
    ({ logits, told } = await graph.tell([next], told, 1));
  }
  return story;
}

function divergenceOf(meant: Float64Array, found: Float64Array): number {
  return meant.reduce(
    (sum, share, at) => sum + (share > 0 ? share * Math.log(share / (found[at] ?? 0)) : 0),
    0,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
