/** What is measured, each by itself. */
export const SECTIONS = ['calls', 'throughput', 'loading', 'speech', 'writing', 'memory'] as const;
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
  /** Whether those that take seconds run once before they are measured, as they do for figures. */
  readonly warmUp: boolean;
}

export interface Row {
  readonly section: Section;
  readonly case: string;
  readonly unit: 'ms' | 'texts/s' | 'tokens/s' | 'seconds a second' | 'MB';
  /** One of each round. */
  readonly values: readonly number[];
}

/** Who does what in a page of its own, whose memory is looked at from outside. */
export interface MemoryCase {
  readonly by: 'ours' | 'transformers.js';
  readonly work: 'sentences' | 'speech';
}

export type Job =
  | { readonly section: Exclude<Section, 'memory'>; readonly settings: Settings }
  | { readonly section: 'memory'; readonly memory: MemoryCase };

/** Where a worker stands still for the command to look at its page's memory. */
export const HOLD = { before: 0, loaded: 1, after: 2 } as const;

export const MODEL = 'Xenova/all-MiniLM-L6-v2';
export const SPEECH_MODEL = 'Xenova/whisper-tiny';
export const WRITING_MODEL = 'promptflow/stories15M';
