import { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { FlowError } from '../../../../errors/index.ts';
import type { ModelFiles } from '../../../weights/model-files.ts';

/** What Silero hears: samples a second, samples at once, and of those before it. */
export const SAMPLE_RATE = 16_000;
const FRAME = 512;
const BEFORE = 64;
const STATE_SHAPE = [2, 1, 128] as const;

/** Seconds of one frame. */
export const FRAME_SECONDS = FRAME / SAMPLE_RATE;

/** Frames between two looks at whether the caller still waits: about 10 ms of work. */
const FRAMES_A_LOOK = 32;

/** Hears where somebody speaks. */
export interface VoiceDetector {
  /**
   * How likely each frame of 32 ms holds speech, from 0 to 1.
   *
   * @param samples at 16 kHz, from -1 to 1
   * @param breathe called now and then; what it throws ends the listening
   */
  listen(samples: Float32Array, breathe: () => Promise<void>): Promise<Float32Array>;
}

/** Loads Silero. Rejects with `model_invalid` where none of the files is a graph. */
export async function loadVoiceDetector(files: ModelFiles): Promise<VoiceDetector> {
  const [graph] = [...files].filter(([path]) => path.endsWith('.onnx'));
  if (graph === undefined) {
    const hint = 'Give a model with one ONNX file.';
    throw new FlowError('model_invalid', 'There is no ONNX file.', { hint });
  }
  // One frame is too little work for a GPU, or for a second core.
  const session = await InferenceSession.create(new Uint8Array(await graph[1].arrayBuffer()), {
    executionProviders: ['wasm'],
  });
  const rate = new Tensor('int64', BigInt64Array.of(BigInt(SAMPLE_RATE)), []);
  return {
    async listen(samples, breathe) {
      const found = new Float32Array(Math.ceil(samples.length / FRAME));
      let state = new Tensor('float32', new Float32Array(2 * 128), STATE_SHAPE);
      for (let frame = 0; frame < found.length; frame++) {
        if (frame % FRAMES_A_LOOK === 0) await breathe();
        const heard = new Tensor('float32', frameAt(samples, frame * FRAME), [1, BEFORE + FRAME]);
        const answer = await session.run({ input: heard, state, sr: rate });
        found[frame] = Number(answer['output']?.data[0]);
        state = answer['stateN'] as typeof state;
      }
      return found;
    },
  };
}

/** A frame and the end of the one before it; beyond the recording there is silence. */
function frameAt(samples: Float32Array, start: number): Float32Array {
  const frame = new Float32Array(BEFORE + FRAME);
  const from = Math.max(0, start - BEFORE);
  frame.set(samples.subarray(from, start + FRAME), from - (start - BEFORE));
  return frame;
}
