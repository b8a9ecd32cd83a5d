import { judgeCocoSsd, judgeMobilenet } from '../../test/converted-models/judge-images.ts';
import { judgeStories } from '../../test/converted-models/judge-stories.ts';
import { convertedModels } from '../../test/converted-models/original-files.ts';
import { compareWithLock } from '../models/convert/compare-with-lock.ts';
import { convertLocked } from '../models/convert/convert-locked.ts';
import { reportTo } from '../report.ts';

/** By how much a graph in full precision may differ from its original: what the order of additions makes. */
const EXACT = 1e-4;

/** Every converted model comes out of its package with the committed bytes, and answers as its original does. */
export async function proveConvertedModels(say: (line: string) => void): Promise<string> {
  const report = reportTo(process.stderr);
  const rows: string[] = [];
  for (const model of await convertedModels()) {
    say(`Converting ${model.id}`);
    for (const { path, committed, made } of compareWithLock(
      await convertLocked(model, report),
      model.files,
    )) {
      if (made !== committed)
        throw new Error(`${model.id}/${path} came out as ${made}, and the lock has ${committed}.`);
      const size = model.files.find((file) => file.path === path)?.size;
      rows.push(`| ${model.id}/${path} | ${size} | ${made} |`);
    }
  }
  say('Holding stories15M against a Llama that is computed by hand');
  const stories = await judgeStories(report);
  say('Holding mobilenet-v1 against one that is computed by hand');
  const mobilenet = await judgeMobilenet(report);
  say('Holding coco-ssd against TensorFlow.js');
  const coco = await judgeCocoSsd(report);
  for (const difference of [
    stories.largestDifference,
    mobilenet.largestDifference,
    coco.largestScoreDifference,
    coco.largestBoxDifference,
  ]) {
    if (difference > EXACT) throw new Error(`A graph in full precision differs by ${difference}.`);
  }
  if (stories.sameNext / stories.tokens < 0.95) throw new Error('stories15M goes on otherwise too often.');
  if (mobilenet.sameBest / mobilenet.crops < 0.8)
    throw new Error('mobilenet-v1 sees something else too often.');
  if (coco.committedScoreDifference > 0.1) throw new Error('coco-ssd is sure of something else.');
  const small = (value: number): string => value.toExponential(1);
  return [
    '# Proof: converted-models',
    '',
    '`npm run proof -- converted-models`: every converted model is made from its npm package again, and each file comes out',
    'with the hash that the lock has.',
    '',
    '| file | bytes | SHA-256 |',
    '| --- | --- | --- |',
    ...rows,
    '',
    'In full precision the graphs are held against their originals, and as they are committed against that. Everything runs',
    'on onnxruntime-web.',
    '',
    `- **stories15M.** Against llama2.c's way of computing, written out by hand, over ${stories.handTokens} tokens no logit differs by more`,
    `  than ${small(stories.largestDifference)}. With 8 bits, over ${stories.tokens} tokens of stories: the next token is the same for ${stories.sameNext}; the cosine`,
    `  of the logits is ${stories.meanCosine.toFixed(4)} in the mean and ${stories.leastCosine.toFixed(3)} at least; the divergence of what it finds likely`,
    `  is ${stories.divergence.toFixed(4)} nats in the mean.`,
    `- **mobilenet-v1.** Against the TensorFlow Lite file computed by hand no logit differs by more than ${small(mobilenet.largestDifference)}. With 8`,
    `  bits, over ${mobilenet.crops} cuts of two photos: the best label is the same for ${mobilenet.sameBest}; the cosine of the logits is ${mobilenet.leastCosine.toFixed(4)} at`,
    `  least; the share that it gives to a label differs by ${mobilenet.largestShareDifference.toFixed(3)} at most.`,
    `- **coco-ssd.** Against TensorFlow.js on the package's own files no score differs by more than ${small(coco.largestScoreDifference)}, and no side of`,
    `  a box by more than ${small(coco.largestBoxDifference)} of the image. With 8 bits, over the ${coco.sure} scores above 0.3 in two photos: a score`,
    `  differs by ${coco.committedScoreDifference.toFixed(3)} at most, a side of its box by ${coco.committedBoxDifference.toFixed(3)} of the image.`,
    '',
  ].join('\n');
}
