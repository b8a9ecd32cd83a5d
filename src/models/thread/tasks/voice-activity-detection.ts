import { z } from 'zod';
import { samplesOf } from './audio/samples-of.ts';
import type { Task } from './task.ts';
import { findSpeech } from './voice/find-speech.ts';
import { FRAME_SECONDS, loadVoiceDetector, SAMPLE_RATE } from './voice/voice-detector.ts';

const optionsSchema = z.object({
  threshold: z.number().default(0.5),
  min_speech: z.number().default(0.25),
  min_silence: z.number().default(0.1),
});

/**
 * Where in a recording somebody speaks. Takes an audio file, or samples at 16 kHz as a `Float32Array`.
 * Gives `{segments: [{start, end}], duration}` in seconds.
 */
export const voiceActivityDetection: Task = async ({ files }) => {
  const detector = await loadVoiceDetector(files);
  return {
    async run(input, given, { breathe }) {
      const { threshold, min_speech, min_silence } = optionsSchema.parse(given);
      const samples = await samplesOf(input, SAMPLE_RATE);
      const duration = samples.length / SAMPLE_RATE;
      const options = { threshold, minSpeech: min_speech, minSilence: min_silence };
      const likelihoods = await detector.listen(samples, breathe);
      return { segments: findSpeech(likelihoods, FRAME_SECONDS, duration, options), duration };
    },
  };
};
