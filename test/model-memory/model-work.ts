/** Work that a model is loaded for, on all cores. */
export interface ModelWork {
  readonly flow: string;
  /** A file of the site that the flow takes as `file`. */
  readonly file?: string;
  /** How much more than at the start the renderer may have two seconds after the model was unloaded, in bytes. */
  readonly mostLeft: number;
}

const MEGABYTE = 1024 ** 2;

/** One text: a model of 23 MB. */
export const SENTENCE: ModelWork = {
  flow: `name: memory
steps:
  - name: embed
    executor: model_executor
    config: {task: feature-extraction, input: one text}
`,
  mostLeft: 32 * MEGABYTE,
};

/**
 * Eleven seconds of speech: models of 43 MB, with some 700 MB in memory while they work. The browser keeps pages of the
 * heaps of threads that have ended in reserve for three to twelve seconds: of these up to 85 MB were seen.
 */
export const SPEECH: ModelWork = {
  flow: `name: memory
inputs:
  - {name: file, type: audio}
steps:
  - name: transcript
    executor: model_executor
    config: {task: automatic-speech-recognition, input: "{{ inputs.file }}"}
`,
  file: 'flows/voice-note/samples/jfk.wav',
  mostLeft: 96 * MEGABYTE,
};
