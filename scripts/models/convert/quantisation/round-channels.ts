/** Weights as bytes, with what a step of a byte is worth in each channel. */
export interface RoundedWeights {
  readonly bytes: Int8Array;
  readonly scales: Float32Array;
}

const LARGEST = 127;

/**
 * Rounds weights to 8 bits, each channel by its own largest weight. Zero stays zero.
 *
 * @param weights channel by channel: all weights of the first, then all of the second
 */
export function roundChannels(weights: Float32Array, channels: number): RoundedWeights {
  const length = weights.length / channels;
  const bytes = new Int8Array(weights.length);
  const scales = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    const own = weights.subarray(channel * length, (channel + 1) * length);
    const largest = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    // A channel of zeros has no largest weight to be measured by.
    const scale = Math.fround(largest / LARGEST) || 1;
    scales[channel] = scale;
    for (const [at, weight] of own.entries()) {
      bytes[channel * length + at] = Math.max(-LARGEST, Math.min(LARGEST, Math.round(weight / scale)));
    }
  }
  return { bytes, scales };
}
