import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { type GoldenAnswers, goldenAnswersFile } from '../../test/converted-models/golden-answers.ts';
import { placeOfLargest } from '../../test/converted-models/numbers.ts';
import { originalFile, originalFiles } from '../../test/converted-models/original-files.ts';
import { cropOf, PHOTO_SIDE, readPhoto } from '../../test/converted-models/photo.ts';
import { referenceCocoSsd } from '../../test/converted-models/reference-coco-ssd.ts';
import { ReferenceLlama } from '../../test/converted-models/reference-llama.ts';
import { referenceMobilenet } from '../../test/converted-models/reference-mobilenet.ts';
import { reportTo } from '../report.ts';
import { MODEL_FILE } from './convert/mobilenet/convert-mobilenet.ts';
import { CHECKPOINT_BYTES } from './convert/stories/convert-stories.ts';
import { convertedFolder } from './converted-folder.ts';

/**
 * Makes the answers that tests hold the converted models against, by the originals in full precision:
 * `npx tsx scripts/models/golden-answers.ts`. They share no code with the conversions but the reader of TensorFlow Lite.
 */
const TEXTS = [
  'Once upon a time, there was a little girl named Lily.',
  'Tom had a red ball.',
  'The old man looked at the sea and',
];
const TOKENS = 60;
const PHOTOS = ['harbour', 'mountains'] as const;
const CROP_AT = 38;
const SURE = 0.3;
const KINDS = 90;

const report = reportTo(process.stderr);

async function stories(): Promise<GoldenAnswers['stories']> {
  const id = 'promptflow/stories15M';
  const folder = convertedFolder(id);
  const json = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
  const tokenizer = new Tokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'));
  const data = await originalFile(id, 'llama2.data', report);
  const reference = new ReferenceLlama(data.subarray(0, CHECKPOINT_BYTES));
  return TEXTS.map((text) => {
    reference.reset();
    const tokens = tokenizer.encode(text).ids;
    const given = tokens.length;
    for (let at = 0; at < TOKENS; at++) {
      const logits = reference.next(tokens[at] ?? 0);
      if (at >= given - 1) tokens.push(placeOfLargest(logits));
    }
    return { text, tokens, given };
  });
}

async function mobilenet(): Promise<GoldenAnswers['mobilenet']> {
  const file = await originalFile('promptflow/mobilenet-v1', MODEL_FILE, report);
  const answers: GoldenAnswers['mobilenet'] = [];
  for (const photo of PHOTOS) {
    const logits = referenceMobilenet(file, cropOf(await readPhoto(photo), CROP_AT, CROP_AT));
    answers.push({ photo, logits: [...logits].map(rounded) });
  }
  return answers;
}

async function cocoSsd(): Promise<GoldenAnswers['cocoSsd']> {
  const sources = await originalFiles('promptflow/coco-ssd', report);
  const answers: GoldenAnswers['cocoSsd'] = [];
  for (const photo of PHOTOS) {
    const { scores, boxes } = await referenceCocoSsd(sources, await readPhoto(photo), PHOTO_SIDE);
    const found = [...scores].flatMap((score, place) => {
      if (score <= SURE) return [];
      const at = Math.floor(place / KINDS);
      const box = [...boxes.subarray(at * 4, at * 4 + 4)].map(rounded);
      return [{ at, kind: place % KINDS, score: rounded(score), box }];
    });
    answers.push({ photo, found });
  }
  return answers;
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}

const answers = { stories: await stories(), mobilenet: await mobilenet(), cocoSsd: await cocoSsd() };
await writeFile(goldenAnswersFile, `${JSON.stringify(answers)}\n`);
