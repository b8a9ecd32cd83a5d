/** Weights as bytes. A step of a byte is worth `blockSteps × scales`: a number for each block times one for each channel. */
export interface RoundedBlocks {
  readonly bytes: Int8Array;
  readonly blockSteps: Uint8Array;
  readonly scales: Float32Array;
}

const LARGEST = 127;
const LARGEST_STEP = 255;

/**
 * Rounds weights to 8 bits, each short block by its own largest weight. A large weight makes the others coarse only
 * within its block, which costs a byte for each block.
 *
 * @param weights channel by channel
 * @param blockLength divides the weights of a channel without a rest
 */
export function roundBlocks(weights: Float32Array, channels: number, blockLength: number): RoundedBlocks {
  const length = weights.length / channels;
  const bytes = new Int8Array(weights.length);
  const blockSteps = new Uint8Array(weights.length / blockLength);
  const scales = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    const largest = largestOf(weights.subarray(channel * length, (channel + 1) * length));
    // A channel of zeros has no largest weight to be measured by.
    const scale = Math.fround(largest / LARGEST / LARGEST_STEP) || 1;
    scales[channel] = scale;
    for (let begin = channel * length; begin < (channel + 1) * length; begin += blockLength) {
      const block = weights.subarray(begin, begin + blockLength);
      // Rounded up, so that the largest weight of the block is within reach.
      const step = Math.min(LARGEST_STEP, Math.max(1, Math.ceil(largestOf(block) / LARGEST / scale)));
      blockSteps[begin / blockLength] = step;
      const worth = Math.fround(step * scale);
      for (const [at, weight] of block.entries()) {
        bytes[begin + at] = Math.max(-LARGEST, Math.min(LARGEST, Math.round(weight / worth)));
      }
    }
  }
  return { bytes, blockSteps, scales };
}

function largestOf(weights: Float32Array): number {
  return weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
}
