/** A stretch of a recording in which somebody speaks, in seconds. */
export interface Speech {
  readonly start: number;
  readonly end: number;
}

export interface SpeechOptions {
  /** From which likelihood on a frame is speech, from 0 to 1. */
  readonly threshold: number;
  /** Shorter speech is noise, in seconds. */
  readonly minSpeech: number;
  /** Shorter pauses belong to the speech, in seconds. */
  readonly minSilence: number;
}

/** Speech goes on until a frame is less likely than the threshold by so much: voices swell and sink. */
const SLACK = 0.15;
/** A word's first and last sound are soft: each stretch is so much longer on both sides, in seconds. */
const MARGIN = 0.1;

/**
 * Finds the stretches of speech.
 *
 * @param likelihoods of each frame
 * @param frameSeconds how long a frame is
 * @param duration of the recording, in seconds
 */
export function findSpeech(
  likelihoods: ArrayLike<number>,
  frameSeconds: number,
  duration: number,
  { threshold, minSpeech, minSilence }: SpeechOptions,
): Speech[] {
  const found = joinNear(runsOf(likelihoods, threshold), minSilence / frameSeconds)
    .filter(({ start, end }) => (end - start) * frameSeconds >= minSpeech)
    .map(({ start, end }) => ({ start: start * frameSeconds, end: Math.min(duration, end * frameSeconds) }));
  return found.map(({ start, end }, at) => {
    // Where two stand close they share the pause.
    const before = at === 0 ? start : (start - (found[at - 1]?.end ?? 0)) / 2;
    const after = at === found.length - 1 ? duration - end : ((found[at + 1]?.start ?? 0) - end) / 2;
    return { start: start - Math.min(MARGIN, before), end: end + Math.min(MARGIN, after) };
  });
}

/** Runs of frames with speech in them; their end is the first frame without. */
function runsOf(likelihoods: ArrayLike<number>, threshold: number): Speech[] {
  const runs: Speech[] = [];
  let start: number | undefined;
  for (let frame = 0; frame < likelihoods.length; frame++) {
    const likelihood = likelihoods[frame] ?? 0;
    if (start === undefined && likelihood >= threshold) start = frame;
    if (start === undefined || likelihood >= Math.max(0.01, threshold - SLACK)) continue;
    runs.push({ start, end: frame });
    start = undefined;
  }
  if (start !== undefined) runs.push({ start, end: likelihoods.length });
  return runs;
}

function joinNear(runs: readonly Speech[], least: number): Speech[] {
  const joined: Speech[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last !== undefined && run.start - last.end < least)
      joined[joined.length - 1] = { ...last, end: run.end };
    else joined.push(run);
  }
  return joined;
}
