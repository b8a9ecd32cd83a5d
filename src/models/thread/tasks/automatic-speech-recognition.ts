import { type DataType, type PreTrainedTokenizer, pipeline, TextStreamer } from '@huggingface/transformers';
import { decodeAudio } from '../../../audio/decode-audio.ts';
import { FlowError } from '../../../errors/index.ts';
import { configureTransformers } from '../runtime/configure-transformers.ts';
import { stoppable } from './stoppable.ts';
import type { Task } from './task.ts';

const SAMPLE_RATE = 16_000;
/** What the model hears at once, in seconds; longer recordings are cut into windows that overlap. */
const WINDOW_SECONDS = 30;
const OVERLAP_SECONDS = 5;

/**
 * Speech to text. Takes an audio file, or samples at 16 kHz as a `Float32Array`.
 * Gives `{text, duration, chunks?}`: the text trimmed, the duration in seconds,
 * and with `return_timestamps` chunks `{text, timestamp: [start, end]}`.
 */
export const automaticSpeechRecognition: Task = async ({ model: id, device, dtype, files }) => {
  configureTransformers(id, files);
  const recognise = await pipeline('automatic-speech-recognition', id, {
    device,
    dtype: dtype as DataType,
  });
  const model = stoppable(recognise.model);
  return {
    async run(input, options, control) {
      const samples = await samplesOf(input);
      const duration = samples.length / SAMPLE_RATE;
      const long = duration > WINDOW_SECONDS;
      const output = await model.during(control, () =>
        recognise(samples, {
          ...(long && { chunk_length_s: WINDOW_SECONDS, stride_length_s: OVERLAP_SECONDS }),
          ...options,
          streamer: growingText(recognise.tokenizer, control.partial),
        }),
      );
      const { text, chunks } = Array.isArray(output) ? (output[0] ?? { text: '' }) : output;
      return { text: text.trim(), duration, ...(chunks !== undefined && { chunks }) };
    },
  };
};

async function samplesOf(input: unknown): Promise<Float32Array> {
  if (input instanceof Float32Array) return input;
  if (input instanceof Blob) return decodeAudio(input, SAMPLE_RATE);
  throw new FlowError('input_required', 'automatic-speech-recognition takes an audio file.', {
    hint: 'Give "input" a file, such as "{{ inputs.recording }}".',
  });
}

function growingText(tokenizer: PreTrainedTokenizer, onPartial: (text: string) => void): TextStreamer {
  let text = '';
  return new TextStreamer(tokenizer, {
    skip_prompt: true,
    skip_special_tokens: true,
    callback_function: (piece: string) => {
      text += piece;
      onPartial(text.trim());
    },
  });
}
