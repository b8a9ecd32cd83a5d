import { decodeAudio } from '../../../../audio/decode-audio.ts';
import { FlowError } from '../../../../errors/index.ts';

/** The samples of an audio file, or those that are given. Rejects with `input_required` and `audio_unreadable`. */
export async function samplesOf(input: unknown, sampleRate: number): Promise<Float32Array> {
  if (input instanceof Float32Array) return input;
  if (input instanceof Blob) return decodeAudio(input, sampleRate);
  throw new FlowError('input_required', 'An audio file is needed.', {
    hint: 'Give "input" a file, such as "{{ inputs.recording }}".',
  });
}
