import { cocoSsdGraph } from '../../scripts/models/convert/coco-ssd/coco-ssd-graph.ts';
import { readTfjsGraph } from '../../scripts/models/convert/coco-ssd/tfjs-graph.ts';
import { asFloats } from '../../scripts/models/convert/images/weight-form.ts';
import { MODEL_FILE } from '../../scripts/models/convert/mobilenet/convert-mobilenet.ts';
import { mobilenetGraph } from '../../scripts/models/convert/mobilenet/mobilenet-graph.ts';
import { readTflite } from '../../scripts/models/convert/mobilenet/read-tflite.ts';
import { writeOnnx } from '../../scripts/models/convert/onnx/write-onnx.ts';
import type { Report } from '../../scripts/report.ts';
import { cosine } from '../fixtures/golden-vectors/golden-texts.ts';
import { classify, committedGraph, detect } from './converted-graphs.ts';
import { largestDifference, placeOfLargest, shares } from './numbers.ts';
import { originalFile, originalFiles } from './original-files.ts';
import { cropsOf, PHOTO_SIDE, readPhoto } from './photo.ts';
import { referenceCocoSsd } from './reference-coco-ssd.ts';
import { referenceMobilenet } from './reference-mobilenet.ts';

const PHOTOS = ['harbour', 'mountains'] as const;
const CLASSES = 1001;
const SURE = 0.3;

export interface MobilenetVerdict {
  /** Between the graph in full precision and the one computed by hand: of any logit. */
  readonly largestDifference: number;
  readonly crops: number;
  /** Of the committed graph against the one in full precision. */
  readonly sameBest: number;
  readonly leastCosine: number;
  /** By how much the share that it gives to a label differs at most. */
  readonly largestShareDifference: number;
}

/** Holds the converted MobileNet against the original, in full precision and as it is committed. */
export async function judgeMobilenet(report: Report): Promise<MobilenetVerdict> {
  const file = await originalFile('promptflow/mobilenet-v1', MODEL_FILE, report);
  const crops = (await Promise.all(PHOTOS.map(readPhoto))).flatMap(cropsOf);
  const exact = await classify(writeOnnx(mobilenetGraph(readTflite(file), CLASSES, asFloats, {})), crops);
  const committed = await classify(await committedGraph('promptflow/mobilenet-v1'), crops);
  const [firstCrop = new Float32Array()] = crops;
  const pairs = exact.map((meant, at) => [meant, committed[at] ?? new Float32Array()] as const);
  return {
    largestDifference: largestDifference(exact[0] ?? [], referenceMobilenet(file, firstCrop)),
    crops: crops.length,
    sameBest: pairs.filter(([meant, found]) => placeOfLargest(meant) === placeOfLargest(found)).length,
    leastCosine: Math.min(...pairs.map(([meant, found]) => cosine(meant, found))),
    largestShareDifference: Math.max(
      ...pairs.map(([meant, found]) => largestDifference(shares(meant), shares(found))),
    ),
  };
}

export interface CocoSsdVerdict {
  /** Between the graph in full precision and TensorFlow.js on the original: of any score, and of any side of a box. */
  readonly largestScoreDifference: number;
  readonly largestBoxDifference: number;
  /** Of the committed graph against TensorFlow.js, over all that the original is sure of by more than 0.3. */
  readonly sure: number;
  readonly committedScoreDifference: number;
  readonly committedBoxDifference: number;
}

/** Holds the converted detector against the original on TensorFlow.js, in full precision and as it is committed. */
export async function judgeCocoSsd(report: Report): Promise<CocoSsdVerdict> {
  const sources = await originalFiles('promptflow/coco-ssd', report);
  const fileOf = (path: string): Uint8Array => sources.get(path) ?? new Uint8Array();
  const exact = writeOnnx(cocoSsdGraph(readTfjsGraph(fileOf('model.json'), fileOf), asFloats, {}));
  const committed = await committedGraph('promptflow/coco-ssd');
  const exactDifferences = { score: 0, box: 0 };
  const committedDifferences = { score: 0, box: 0 };
  let sure = 0;
  for (const name of PHOTOS) {
    const photo = await readPhoto(name);
    const meant = await referenceCocoSsd(sources, photo, PHOTO_SIDE);
    const found = await detect(exact, photo);
    keepLargest(exactDifferences, {
      score: largestDifference(found.scores, meant.scores),
      box: largestDifference(found.boxes, meant.boxes),
    });
    const own = await detect(committed, photo);
    const kinds = meant.scores.length / (meant.boxes.length / 4);
    for (const [place, score] of meant.scores.entries()) {
      if (score <= SURE) continue;
      sure++;
      const box = Math.floor(place / kinds) * 4;
      keepLargest(committedDifferences, {
        score: Math.abs((own.scores[place] ?? 0) - score),
        box: largestDifference(own.boxes.subarray(box, box + 4), meant.boxes.subarray(box, box + 4)),
      });
    }
  }
  return {
    largestScoreDifference: exactDifferences.score,
    largestBoxDifference: exactDifferences.box,
    sure,
    committedScoreDifference: committedDifferences.score,
    committedBoxDifference: committedDifferences.box,
  };
}

function keepLargest(
  so: { score: number; box: number },
  more: { readonly score: number; readonly box: number },
): void {
  so.score = Math.max(so.score, more.score);
  so.box = Math.max(so.box, more.box);
}
