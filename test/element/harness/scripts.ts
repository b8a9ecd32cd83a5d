import { type Diagnostic, type DiagnosticCode, FlowError } from '../../../src/errors/index.ts';
import type { StepOutline } from '../../../src/flow/flow-outline.ts';
import type { InputDefinition, InputType } from '../../../src/flow/inputs/input-definition.ts';
import type { Script, ScriptedFlow } from './scripted-engine.ts';

const span = { line: 1, column: 1, endLine: 1, endColumn: 2 };

export function input(name: string, type: InputType, more: Partial<InputDefinition> = {}): InputDefinition {
  return { name, type, required: true, validation: {}, span, ...more };
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const voiceSteps: readonly StepOutline[] = [
  { name: 'transcribe', executor: 'model_executor', description: 'Speech to text', needs: [] },
  { name: 'count', executor: 'text_processor', needs: ['transcribe'] },
  { name: 'topic', executor: 'zero_shot_classifier', needs: ['transcribe'] },
  { name: 'answer', executor: 'data_combiner', needs: ['count', 'topic'] },
];

export const transcript =
  'And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.';

/** A wav of one second of a quiet tone, so that the player has something to play. */
export function tone(): File {
  const rate = 8000;
  const view = new DataView(new ArrayBuffer(44 + rate * 2));
  const text = (at: number, word: string): void => {
    for (let i = 0; i < word.length; i++) view.setUint8(at + i, word.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + rate * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, rate * 2, true);
  for (let i = 0; i < rate; i++) view.setInt16(44 + i * 2, Math.sin(i / 4) * 3000, true);
  return new File([view.buffer], 'jfk.wav', { type: 'audio/wav' });
}

export const begin = (flow: string, steps: readonly StepOutline[]): Parameters<Parameters<Script>[0]>[0] => ({
  type: 'run_started',
  executionId: 'run-1',
  flow,
  steps,
  time: Date.now(),
});

/** A voice note up to the middle of its speech model; `whole` plays it to the end. */
export const voiceNote =
  (whole: boolean): Script =>
  async (tell, signal) => {
    const startedAt = Date.now();
    tell(begin('voice-note', voiceSteps));
    tell({ type: 'step_started', step: 'transcribe', attempt: 1, time: Date.now() });
    for (let loaded = 0; loaded <= 43_800_000; loaded += 4_100_000) {
      const progress = {
        phase: 'load',
        label: 'Xenova/whisper-tiny',
        loaded,
        total: 43_800_000,
        unit: 'bytes',
      } as const;
      tell({ type: 'step_progress', step: 'transcribe', progress });
      await wait(60);
      if (!whole && loaded > 12_000_000) {
        tell({ type: 'step_partial', step: 'transcribe', partial: { text: transcript.slice(0, 48) } });
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        tell({ type: 'step_cancelled', step: 'transcribe', executionTime: 1.2, time: Date.now() });
        for (const step of ['count', 'topic', 'answer'])
          tell({ type: 'step_cancelled', step, executionTime: 0, time: Date.now() });
        const error = new FlowError('cancelled', 'The run was cancelled.');
        tell({
          type: 'run_finished',
          status: 'cancelled',
          outputs: {},
          error,
          executionTime: 1.2,
          time: Date.now(),
        });
        return;
      }
    }
    const took = (from: number): number => (Date.now() - from) / 1000;
    tell({
      type: 'step_succeeded',
      step: 'transcribe',
      outputs: { text: transcript, model_used: 'Xenova/whisper-tiny' },
      metadata: { device: 'wasm', dtype: 'q8', load_time: 0.71 },
      executionTime: took(startedAt),
      time: Date.now(),
    });
    const both = Date.now();
    tell({ type: 'step_started', step: 'count', attempt: 1, time: both });
    tell({ type: 'step_started', step: 'topic', attempt: 1, time: both });
    await wait(40);
    tell({
      type: 'step_succeeded',
      step: 'count',
      outputs: { processed_text: 22, original_length: 108, operation_used: 'word_count' },
      metadata: {},
      executionTime: took(both),
      time: Date.now(),
    });
    await wait(400);
    const scores = [
      { label: 'history', score: 0.083 },
      { label: 'politics', score: 0.742 },
      { label: 'technology', score: 0.121 },
      { label: 'sport', score: 0.054 },
    ];
    const embedding = Float32Array.from(
      { length: 384 },
      (_, i) => Math.sin(i * 1.7) * Math.cos(i / 30) * 0.1,
    );
    tell({
      type: 'step_succeeded',
      step: 'topic',
      outputs: { label: 'politics', score: 0.742, scores, embedding },
      metadata: { model_name: 'Xenova/all-MiniLM-L6-v2' },
      executionTime: took(both),
      time: Date.now(),
    });
    const last = Date.now();
    tell({ type: 'step_started', step: 'answer', attempt: 1, time: last });
    await wait(20);
    tell({ type: 'step_log', step: 'answer', level: 'info', message: 'Merged 2 sources.', time: Date.now() });
    tell({
      type: 'step_succeeded',
      step: 'answer',
      outputs: {
        combined_result: {
          words: 22,
          topic: { label: 'politics', score: 0.742 },
          nested: { list: [1, [2, 3], { deep: true }] },
        },
      },
      metadata: {},
      executionTime: took(last),
      time: Date.now(),
    });
    tell({
      type: 'run_finished',
      status: 'succeeded',
      outputs: {
        recording: tone(),
        transcript,
        words: 22,
        topics: scores,
        details: {
          model: 'Xenova/whisper-tiny',
          segments: [{ start: 0, end: 3.2, text: 'And so, my fellow Americans,', tokens: [1, [2]] }],
        },
        segments: [
          { start: 0, end: 3.2, text: 'And so, my fellow Americans,' },
          {
            start: 3.2,
            end: 11,
            text: 'ask not what your country can do for you, ask what you can do for your country.',
          },
        ],
      },
      executionTime: took(startedAt),
      time: Date.now(),
    });
  };

const failing: Script = async (tell) => {
  const startedAt = Date.now();
  tell(begin('voice-note', voiceSteps));
  tell({ type: 'step_started', step: 'transcribe', attempt: 1, time: Date.now() });
  await wait(300);
  tell({
    type: 'step_succeeded',
    step: 'transcribe',
    outputs: { text: transcript },
    metadata: {},
    executionTime: 0.3,
    time: Date.now(),
  });
  tell({ type: 'step_started', step: 'count', attempt: 1, time: Date.now() });
  tell({ type: 'step_started', step: 'topic', attempt: 2, time: Date.now() });
  await wait(100);
  const error = new FlowError(
    'model_unavailable',
    'No model "mistral" is at hand for zero-shot-classification.',
    {
      step: 'topic',
      hint: 'At hand for this task: Xenova/all-MiniLM-L6-v2. Name it, or leave model_name out.',
      cause: new Error('404 at models/mistral/config.json'),
    },
  );
  tell({ type: 'step_failed', step: 'topic', error, metadata: {}, executionTime: 0.1, time: Date.now() });
  tell({ type: 'step_cancelled', step: 'count', executionTime: 0.1, time: Date.now() });
  tell({
    type: 'step_skipped',
    step: 'answer',
    reason: 'It reads step "topic", which failed.',
    time: Date.now(),
  });
  tell({
    type: 'run_finished',
    status: 'failed',
    outputs: {},
    error,
    executionTime: (Date.now() - startedAt) / 1000,
    time: Date.now(),
  });
};

const voice: ScriptedFlow['inspection'] = {
  outline: {
    name: 'voice-note',
    description:
      'Turns a spoken note into text, counts its words and finds what it is about. Everything happens in this page.',
    tags: ['audio'],
    inputs: [
      input('audio', 'audio', { description: 'Up to a minute of speech.' }),
      input('topics', 'array', {
        required: false,
        default: ['history', 'politics', 'technology', 'sport'],
        description: 'What the note may be about.',
      }),
    ],
    steps: voiceSteps,
    outputs: [{ name: 'recording' }, { name: 'transcript' }, { name: 'words' }, { name: 'topics' }],
  },
  diagnostics: [],
};

const everyInput: ScriptedFlow['inspection'] = {
  outline: {
    name: 'every-kind-of-input',
    description: 'One field of each kind.',
    tags: [],
    inputs: [
      input('message', 'string', {
        description: 'What the customer wrote.',
        validation: { max_length: 2000 },
      }),
      input('subject', 'string', { required: false, validation: { max_length: 80 } }),
      input('threshold', 'float', {
        default: 0.5,
        required: false,
        validation: { minimum: 0, maximum: 1, multiple_of: 0.05 },
      }),
      input('count', 'integer', { validation: { minimum: 1 } }),
      input('polite', 'boolean', { default: true, required: false, description: 'Adds a greeting.' }),
      input('tone', 'string', { enum: ['plain', 'warm', 'formal'], default: 'plain', required: false }),
      input('team', 'string', {
        enum: ['billing and invoices', 'technical support', 'sales', 'human resources', 'legal'],
      }),
      input('labels', 'array', { default: ['billing', 'shipping'], required: false }),
      input('options', 'object', { default: { top_k: 5, nested: { deep: true } }, required: false }),
      input('photo', 'image', { required: false }),
      input('note', 'audio', { required: false }),
      input('attachment', 'file', { required: false, validation: { allowed_extensions: ['csv', '.json'] } }),
    ],
    steps: [{ name: 'process', executor: 'text_processor', needs: [] }],
    outputs: [],
  },
  diagnostics: [],
};

export const inputFault = (name: string, code: DiagnosticCode, message: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  span,
  input: name,
});

const refusing: Script = async (tell) => {
  tell(begin('every-kind-of-input', everyInput.outline?.steps ?? []));
  const diagnostics = [
    inputFault('message', 'input_missing', 'Input "message" is required (text).'),
    inputFault('count', 'input_missing', 'Input "count" is required (a whole number).'),
    inputFault('team', 'input_missing', 'Input "team" is required (text).'),
    inputFault('labels', 'input_out_of_range', 'Input "labels" has 2 items; at least 3 are needed.'),
  ];
  const error = new FlowError('invalid_inputs', 'Input "message" is required (text). And 3 more.', {
    diagnostics,
  });
  tell({
    type: 'run_finished',
    status: 'failed',
    outputs: {},
    error,
    executionTime: 0.002,
    time: Date.now(),
  });
};

export const faultyText = `name: message-triage
inputs:
  - message
steps:
  - name: clasify
    executor: zero_shot_classifer
    config:
      text: "{{ inputs.mesage }}"
      labels: [billing, shipping, other]
      treshold: 0.4
  - name: answer
    executor: data_combiner
    config:
      sources: ["{{ steps.clasify.label }}"]
`;

const faulty: ScriptedFlow['inspection'] = {
  outline: {
    name: 'message-triage',
    description: 'Routes a support message to a team by its meaning.',
    tags: [],
    inputs: [input('message', 'string')],
    steps: [
      { name: 'clasify', executor: 'zero_shot_classifer', needs: [] },
      { name: 'answer', executor: 'data_combiner', needs: ['clasify'] },
    ],
    outputs: [],
  },
  diagnostics: [
    {
      code: 'unknown_executor',
      severity: 'error',
      message: 'There is no executor "zero_shot_classifer".',
      hint: 'Did you mean "zero_shot_classifier"?',
      span: { line: 6, column: 15, endLine: 6, endColumn: 34 },
      step: 'clasify',
    },
    {
      code: 'undefined_reference',
      severity: 'error',
      message: 'The flow has no input "mesage". Defined: message.',
      hint: 'Did you mean "message"?',
      span: { line: 8, column: 24, endLine: 8, endColumn: 30 },
      step: 'clasify',
    },
    {
      code: 'unknown_config_key',
      severity: 'warning',
      message: 'The key "treshold" is not known here and has no effect.',
      hint: 'Did you mean "threshold"?',
      span: { line: 10, column: 7, endLine: 10, endColumn: 15 },
      step: 'clasify',
    },
  ],
};

/** The states that the harness can show, by the name in its hash. */
export const scenes: Readonly<Record<string, ScriptedFlow>> = {
  voice: { inspection: voice, script: voiceNote(true) },
  running: { inspection: voice, script: voiceNote(false) },
  failed: { inspection: voice, script: failing },
  inputs: { inspection: everyInput, script: refusing },
  faulty: { inspection: faulty },
  dead: {
    inspection: voice,
    script: async (tell) => {
      tell(begin('voice-note', voiceSteps));
      tell({ type: 'step_started', step: 'transcribe', attempt: 1, time: Date.now() });
      await wait(200);
    },
    breaks: new FlowError('engine_unresponsive', 'The engine stopped answering and was started again.', {
      hint: 'Run the flow once more.',
    }),
  },
};
