import { type DataType, type PreTrainedTokenizer, pipeline, TextStreamer } from '@huggingface/transformers';
import { configureTransformers } from '../runtime/configure-transformers.ts';
import { samplesOf } from './audio/samples-of.ts';
import { stoppable } from './stoppable.ts';
import type { Task } from './task.ts';
import { pauseCutter } from './voice/pause-cutter.ts';
import { joinTranscripts, type Transcript } from './voice/transcript.ts';

const SAMPLE_RATE = 16_000;
/** What the model hears at once, in seconds. */
const WINDOW_SECONDS = 30;
/** Of the windows that longer speech without a pause is heard in. */
const OVERLAP_SECONDS = 5;
/** How the model writes a time between its words, such as `<|10.60|>`. */
const TIME = /<\|[\d.]+\|>/g;

/**
 * Speech to text. Takes an audio file, or samples at 16 kHz as a `Float32Array`.
 * Gives `{text, duration, chunks?}`: the text trimmed, the duration in seconds,
 * and with `return_timestamps` chunks `{text, timestamp: [start, end]}`.
 *
 * What is longer than the model hears at once is cut at pauses, where a model that hears them is at hand. Windows that
 * overlap, which `chunk_length_s` asks for, cut through words and lose some of them.
 */
export const automaticSpeechRecognition: Task = async ({ model: id, device, dtype, files }) => {
  configureTransformers(id, files);
  const recognise = await pipeline('automatic-speech-recognition', id, {
    device,
    dtype: dtype as DataType,
  });
  const model = stoppable(recognise.model);
  const cutAtPauses = pauseCutter(files);

  return {
    async run(input, options, control) {
      const samples = await samplesOf(input, SAMPLE_RATE);
      const duration = samples.length / SAMPLE_RATE;
      const isCut = duration > WINDOW_SECONDS && options['chunk_length_s'] === undefined;
      const whole = [{ start: 0, end: duration }];
      const pieces = isCut ? ((await cutAtPauses(samples, WINDOW_SECONDS, control)) ?? whole) : whole;
      const heard: Transcript[] = [];
      await model.during(control, async () => {
        for (const { start, end } of pieces) {
          const before = joinTranscripts(heard).text;
          const output = await recognise(samples.subarray(start * SAMPLE_RATE, end * SAMPLE_RATE), {
            ...(end - start > WINDOW_SECONDS && {
              chunk_length_s: WINDOW_SECONDS,
              stride_length_s: OVERLAP_SECONDS,
            }),
            ...options,
            streamer: growingText(recognise.tokenizer, before, control.partial),
          });
          const { text = '', chunks } = Array.isArray(output) ? (output[0] ?? {}) : output;
          heard.push({ start, end, text, ...(chunks !== undefined && { chunks }) });
        }
      });
      const isTimed = options['return_timestamps'] !== undefined && options['return_timestamps'] !== false;
      // A recording without speech has no piece, and so no piece's chunks.
      return { ...(isTimed && { chunks: [] }), ...joinTranscripts(heard), duration };
    },
  };
};

function growingText(
  tokenizer: PreTrainedTokenizer,
  before: string,
  onPartial: (text: string) => void,
): TextStreamer {
  let text = `${before} `;
  return new TextStreamer(tokenizer, {
    skip_prompt: true,
    skip_special_tokens: true,
    callback_function: (piece: string) => {
      text += piece;
      onPartial(text.replaceAll(TIME, ' ').replace(/ {2,}/g, ' ').trim());
    },
  });
}
