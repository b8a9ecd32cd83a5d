/** What is measured, each by itself. */
export const SECTIONS = ['calls', 'throughput', 'loading', 'speech'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Settings {
  /** Of each measurement; those of several rounds are interleaved. */
  readonly rounds: number;
  /** Of those that take seconds. */
  readonly slowRounds: number;
  /** Calls of one length in a round. */
  readonly calls: number;
  /** Mixed texts. */
  readonly texts: number;
}

export interface Row {
  readonly section: Section;
  readonly case: string;
  readonly unit: 'ms' | 'texts/s' | 'seconds a second';
  /** One of each round. */
  readonly values: readonly number[];
}

export interface Job {
  readonly section: Section;
  readonly settings: Settings;
}

export const MODEL = 'Xenova/all-MiniLM-L6-v2';
export const SPEECH_MODEL = 'Xenova/whisper-tiny';
