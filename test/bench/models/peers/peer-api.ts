/** What a peer's worker answers to. It is loaded by its first call. */
export interface PeerApi {
  load(settings: PeerSettings): Promise<void>;
  /** Vectors of texts, one text a run. */
  oneByOne(texts: readonly string[]): Promise<Float32Array[]>;
  /** Vectors of texts in one padded batch. */
  batch(texts: readonly string[]): Promise<number>;
  /** The text of samples at 16 kHz. */
  transcribe(samples: Float32Array): Promise<string>;
  /** Goes on with a text by so many tokens, the likeliest each time. */
  write(prompt: string, tokens: number): Promise<string>;
}

export interface PeerSettings {
  readonly task: 'feature-extraction' | 'automatic-speech-recognition' | 'text-generation';
  readonly model: string;
  readonly threads: number;
  /** Of the page, with a slash at the end. */
  readonly root: string;
}
