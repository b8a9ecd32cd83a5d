import { PaddleOcrService } from 'paddleocr';
import { FlowError } from '../../../errors/index.ts';
import type { ModelFiles } from '../../weights/model-files.ts';
import { imagePixels } from './images/image-pixels.ts';
import type { RunControl, Task } from './task.ts';
import { inReadingOrder } from './text-in-images/in-reading-order.ts';
import { paddleRuntime } from './text-in-images/paddle-runtime.ts';
import { blockOf, type TextBlock, type TextLine } from './text-in-images/text-block.ts';

/** What the reader of lines looks at; of larger images more would only take more memory. */
const LONGEST_SIDE = 4096;
/**
 * How far a block reaches beyond the letters that were found. With paddleocr's own 1.5 the strips are cut so close that
 * the reader leaves out spaces: 94 to 98 % of the characters of a page were right, with 2 all of them.
 */
const UNCLIP_RATIO = 2;

/**
 * Reads the text of an image file, also where it lies at a slant of a few degrees. Gives `{lines, size}`: the lines from
 * top to bottom, each a list of blocks `{text, confidence, box, points}` from left to right, in pixels of the upright
 * image, and its `[width, height]`. An image without text has no lines.
 */
export const opticalCharacterRecognition: Task = async ({ device, files, graphs }) => {
  let control: RunControl | undefined;
  const reader = await PaddleOcrService.createInstance({
    ort: paddleRuntime({ executionProviders: [device], ...graphs }, async () => control?.breathe()),
    // Pictures go in as those of version 4 do, which has no preset of its own.
    modelPreset: 'PP-OCRv5',
    detection: { modelBuffer: await weights(files, '_det_'), unclipRatio: UNCLIP_RATIO },
    recognition: {
      modelBuffer: await weights(files, '_rec_'),
      charactersDictionary: await characters(files),
    },
  });
  return {
    async run(input, _options, given) {
      const { pixels, size, scale } = await imagePixels(input, LONGEST_SIDE);
      const blocks: TextBlock[] = [];
      control = given;
      try {
        await reader.recognize(pixels, {
          onProgress: (event) => {
            if (event.type !== 'rec' || event.result === undefined || event.result.text === '') return;
            blocks.push(blockOf(event.result, scale));
            given.partial(textOf(inReadingOrder(blocks)));
          },
        });
      } finally {
        control = undefined;
      }
      return { lines: inReadingOrder(blocks), size };
    },
  };
};

function textOf(lines: readonly TextLine[]): string {
  return lines.map((line) => line.map(({ text }) => text).join(' ')).join('\n');
}

async function weights(files: ModelFiles, part: string): Promise<ArrayBuffer> {
  return fileOf(files, (path) => path.includes(part) && path.endsWith('.onnx')).arrayBuffer();
}

/** One character a line. The model has one more, the space, which the list leaves out. */
async function characters(files: ModelFiles): Promise<string[]> {
  const list = await fileOf(files, (path) => path.endsWith('.txt')).text();
  return [...list.replace(/\r?\n$/, '').split(/\r?\n/), ' '];
}

function fileOf(files: ModelFiles, isMeant: (path: string) => boolean): Blob {
  for (const [path, content] of files) if (isMeant(path)) return content;
  const hint = 'It needs a detector (_det_), a reader (_rec_) and the list of characters (.txt).';
  throw new FlowError('model_invalid', 'The model lacks a file for reading text.', { hint });
}
