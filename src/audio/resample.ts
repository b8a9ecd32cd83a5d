/** Zero crossings of the kernel on each side: at 16 what folds back lies below what anybody hears in speech. */
const CROSSINGS = 16;

/**
 * Changes the sample rate (hertz) with a windowed sinc, so that what the lower rate cannot carry
 * is filtered out and does not fold back as noise. Samples are one channel, from -1 to 1.
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const ratio = from / to;
  // Going down, the filter has to cut at the new rate's half, which makes it wider.
  const stretch = Math.max(1, ratio);
  const reach = CROSSINGS * stretch;
  const out = new Float32Array(Math.floor(samples.length / ratio));
  for (let i = 0; i < out.length; i++) {
    const centre = i * ratio;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    let weights = 0;
    for (let j = first; j <= last; j++) {
      const weight = kernel((j - centre) / stretch);
      sum += weight * (samples[j] ?? 0);
      weights += weight;
    }
    out[i] = weights === 0 ? 0 : sum / weights;
  }
  return out;
}

/** A sinc under a Hann window that ends at `CROSSINGS`. */
function kernel(x: number): number {
  if (x === 0) return 1;
  const angle = Math.PI * x;
  return (Math.sin(angle) / angle) * (0.5 + 0.5 * Math.cos(angle / CROSSINGS));
}
