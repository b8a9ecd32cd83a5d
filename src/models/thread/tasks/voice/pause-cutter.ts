import { COMPANION_FOLDER } from '../../../weights/companion-folder.ts';
import type { ModelFiles } from '../../../weights/model-files.ts';
import type { RunControl } from '../task.ts';
import { cutAtPauses } from './cut-at-pauses.ts';
import { findSpeech, type Speech } from './find-speech.ts';
import { FRAME_SECONDS, loadVoiceDetector, SAMPLE_RATE, type VoiceDetector } from './voice-detector.ts';

/** What a pause between words is, for cutting. */
const PAUSES = { threshold: 0.5, minSpeech: 0.1, minSilence: 0.2 };

/** Cuts samples at 16 kHz into pieces of no more than so many seconds; undefined where no model hears the pauses. */
type PauseCutter = (
  samples: Float32Array,
  longest: number,
  control: RunControl,
) => Promise<readonly Speech[] | undefined>;

/** Cuts recordings at pauses, by the model that was brought along, which is loaded when the first one is cut. */
export function pauseCutter(files: ModelFiles): PauseCutter {
  const own = new Map([...files].filter(([path]) => path.startsWith(COMPANION_FOLDER)));
  let loading: Promise<VoiceDetector> | undefined;
  return async (samples, longest, { breathe }) => {
    if (own.size === 0) return undefined;
    loading ??= loadVoiceDetector(own);
    const likelihoods = await (await loading).listen(samples, breathe);
    const speech = findSpeech(likelihoods, FRAME_SECONDS, samples.length / SAMPLE_RATE, PAUSES);
    return cutAtPauses(speech, longest);
  };
}
