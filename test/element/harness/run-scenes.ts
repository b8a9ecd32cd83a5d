import type { RunTrace } from '../../../src/engine/trace/run-trace.ts';
import { FlowError } from '../../../src/errors/index.ts';
import type { StepOutline } from '../../../src/flow/flow-outline.ts';
import type { InputDefinition } from '../../../src/flow/inputs/input-definition.ts';
import type { Script, ScriptedFlow } from './scripted-engine.ts';
import { begin, input, inputFault, wait } from './scripts.ts';

type Tell = Parameters<Script>[0];

const inspectionOf = (
  name: string,
  description: string,
  steps: readonly StepOutline[],
): ScriptedFlow['inspection'] => ({
  outline: { name, description, tags: [], inputs: [], steps, outputs: [] },
  diagnostics: [],
});

function start(tell: Tell, step: string): void {
  tell({ type: 'step_started', step, attempt: 1, time: Date.now() });
}

function succeed(
  tell: Tell,
  step: string,
  outputs: Readonly<Record<string, unknown>>,
  more: { cached?: true; error?: FlowError; metadata?: Readonly<Record<string, unknown>> } = {},
): void {
  const { metadata = {}, ...rest } = more;
  tell({ type: 'step_succeeded', step, outputs, metadata, ...rest, executionTime: 0.2, time: Date.now() });
}

function finish(tell: Tell, more: { formatted?: string } = {}): void {
  tell({
    type: 'run_finished',
    status: 'succeeded',
    outputs: {},
    executionTime: 0.6,
    time: Date.now(),
    ...more,
  });
}

const reviewSteps: readonly StepOutline[] = [
  { name: 'draft', executor: 'text_processor', needs: [] },
  {
    name: 'review',
    executor: 'approval',
    description: 'Somebody reads it before it goes out',
    needs: ['draft'],
  },
  { name: 'post', executor: 'data_combiner', needs: ['review'] },
];

const reviewForm: readonly InputDefinition[] = [
  input('subject', 'string', {
    description: 'How the customer sees it in the inbox.',
    validation: { max_length: 80 },
  }),
  input('tone', 'string', { enum: ['plain', 'warm', 'formal'], default: 'plain', required: false }),
  input('discount', 'integer', { required: false, validation: { minimum: 0, maximum: 30 } }),
  input('attachment', 'file', { required: false }),
];

const draft =
  'Dear Ms Okafor, your parcel was held at the depot because the label could not be read. We have printed a new one, and it will be with you on Thursday.';

/** The question is one of a sub-flow: its run and its step have names of their own. */
export const asked = { executionId: 'run-2', step: 'sign_off' } as const;

const asking =
  (form: readonly InputDefinition[], seconds?: number): Script =>
  async (tell, signal, answer) => {
    tell(begin('reply-with-review', reviewSteps));
    start(tell, 'draft');
    await wait(20);
    succeed(tell, 'draft', { processed_text: draft });
    start(tell, 'review');
    const message = form.length === 0 ? `Send this reply?\n\n${draft}` : 'What goes out with the reply?';
    const deadline = seconds === undefined ? {} : { deadline: Date.now() + seconds * 1000 };
    const question = { ...asked, message, form, ...deadline };
    tell({ type: 'step_waiting', step: 'review', question, time: Date.now() });
    const values = await Promise.race([
      answer(),
      new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
    ]);
    if (values === undefined) {
      for (const step of ['review', 'post'])
        tell({ type: 'step_cancelled', step, executionTime: 0.1, time: Date.now() });
      const error = new FlowError('cancelled', 'The run was cancelled.');
      const time = Date.now();
      tell({ type: 'run_finished', status: 'cancelled', outputs: {}, error, executionTime: 0.2, time });
      return;
    }
    tell({ type: 'step_answered', step: 'review', time: Date.now() });
    const answeredAt = { answered_at: '2026-02-03T10:15:00.000Z' };
    const outputs = { approved: true, ...values, ...answeredAt };
    succeed(tell, 'review', outputs, { metadata: { by_default: false } });
    start(tell, 'post');
    succeed(tell, 'post', { combined_result: { sent: values['approved'] !== false } });
    finish(tell);
  };

/** What an engine says of a form that was not filled in as it has to be. */
function refuseReview(values: Readonly<Record<string, unknown>>): FlowError | undefined {
  const { subject, discount } = values;
  if (values['approved'] === false) return undefined;
  const diagnostics = [
    ...(typeof subject === 'string'
      ? []
      : [inputFault('subject', 'input_missing', 'Input "subject" is required (text).')]),
    ...(typeof discount === 'number' && discount > 30
      ? [
          inputFault(
            'discount',
            'input_out_of_range',
            `Input "discount" is ${discount}; at most 30 is allowed.`,
          ),
        ]
      : []),
  ];
  if (diagnostics.length === 0) return undefined;
  return new FlowError('invalid_inputs', 'The answer is not what the form asks for.', { diagnostics });
}

const fetchSteps: readonly StepOutline[] = [
  { name: 'fetch_rates', executor: 'http_request', needs: [] },
  { name: 'convert', executor: 'text_processor', needs: ['fetch_rates'] },
];

const retrying: Script = async (tell, signal) => {
  tell(begin('exchange-rates', fetchSteps));
  start(tell, 'fetch_rates');
  const error = new FlowError('http_error', 'The server answered 503: it is too busy.', { kind: 'network' });
  tell({ type: 'step_retrying', step: 'fetch_rates', attempt: 1, error, delay: 4, time: Date.now() });
  tell({
    type: 'step_progress',
    step: 'fetch_rates',
    progress: { phase: 'wait', label: 'rates.example' },
  });
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  for (const step of ['fetch_rates', 'convert'])
    tell({ type: 'step_cancelled', step, executionTime: 1, time: Date.now() });
  const cancelled = new FlowError('cancelled', 'The run was cancelled.');
  const time = Date.now();
  tell({
    type: 'run_finished',
    status: 'cancelled',
    outputs: {},
    error: cancelled,
    executionTime: 1,
    time,
  });
};

const itemSteps: readonly StepOutline[] = [
  { name: 'caption', executor: 'model_executor', description: 'A line under each picture', needs: [] },
];

const itemErrors = Array.from({ length: 13 }, (_, at) => ({
  index: at * 14 + 3,
  code: at % 3 === 0 ? 'step_timeout' : 'file_unreadable',
  kind: at % 3 === 0 ? 'timeout' : 'user',
  message:
    at % 3 === 0
      ? 'The step took longer than 5 s.'
      : `The file photo-${at * 14 + 3}.jpg is no image that this browser can read.`,
}));

/** Stops at item 37 of 200 until `whole`; then 13 of them have failed. */
const items =
  (whole: boolean): Script =>
  async (tell, signal) => {
    tell(begin('caption-photos', itemSteps));
    start(tell, 'caption');
    const progress = { phase: 'run', loaded: 37, total: 200, unit: 'items' } as const;
    tell({ type: 'step_progress', step: 'caption', progress });
    if (!whole) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return;
    }
    await wait(20);
    const captions = Array.from({ length: 187 }, (_, index) => ({
      text: `Photo ${index} of the harbour`,
      scores: [0.2, index],
    }));
    succeed(tell, 'caption', { items: captions, count: 200, failed: 13, errors: itemErrors });
    finish(tell);
  };

const markSteps: readonly StepOutline[] = [
  { name: 'transcribe', executor: 'model_executor', needs: [] },
  { name: 'classify', executor: 'zero_shot_classifier', needs: ['transcribe'] },
  { name: 'keywords', executor: 'model_executor', needs: ['transcribe'] },
  { name: 'simple_keywords', executor: 'text_processor', needs: ['transcribe'] },
  { name: 'report', executor: 'data_combiner', needs: ['classify', 'keywords'] },
];

const trace: RunTrace = {
  executionId: 'run-1',
  flow: 'call-report',
  status: 'succeeded',
  start: 1_700_000_000_000,
  end: 1_700_000_000_600,
  spans: [
    {
      step: 'classify',
      executor: 'zero_shot_classifier',
      attempt: 1,
      queueWait: 0,
      start: 1_700_000_000_100,
      end: 1_700_000_000_300,
      thread: 'engine',
      status: 'failed',
      error: 'model_run_failed',
      bytesIn: 120,
      bytesOut: 0,
    },
  ],
};

/** A step of each mark: used again, a value and a step that stood in, and one that is queued until `whole`. */
const marks =
  (whole: boolean): Script =>
  async (tell, signal) => {
    tell(begin('call-report', markSteps));
    start(tell, 'transcribe');
    succeed(tell, 'transcribe', { text: 'The invoice has the wrong address.' }, { cached: true });
    start(tell, 'classify');
    const broken = new FlowError('model_run_failed', 'The model gave no scores for this text.', {
      hint: 'Try a shorter text.',
    });
    const error = new FlowError('step_timeout', 'The step took longer than 20 s.', { step: 'keywords' });
    const retried = { type: 'step_retrying', step: 'classify', attempt: 2, error: broken, delay: 0 } as const;
    tell({ ...retried, time: Date.now() });
    succeed(tell, 'classify', { label: 'other' }, { error: broken, metadata: { fallback: 'value' } });
    start(tell, 'keywords');
    start(tell, 'simple_keywords');
    succeed(tell, 'simple_keywords', { words: ['invoice', 'address'] });
    succeed(
      tell,
      'keywords',
      { words: ['invoice', 'address'] },
      { error, metadata: { fallback: 'simple_keywords' } },
    );
    tell({ type: 'step_queued', step: 'report', time: Date.now() });
    if (!whole) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return;
    }
    await wait(20);
    start(tell, 'report');
    succeed(tell, 'report', { combined_result: 'invoice, address: other' });
    tell({ type: 'flow_callback', event: 'report-ready', detail: { success: true }, time: Date.now() });
    tell({ type: 'flow_callback', event: 'click', detail: { success: true }, time: Date.now() });
    tell({
      type: 'flow_callback',
      event: 'run-finished',
      detail: { success: true },
      time: Date.now(),
    });
    finish(tell, { formatted: 'keywords: invoice, address\nlabel: other\n' });
  };

const review = inspectionOf(
  'reply-with-review',
  'Writes a reply to a customer, and asks before it goes out.',
  reviewSteps,
);
const captions = inspectionOf('caption-photos', 'Writes a line under each of 200 pictures.', itemSteps);
const report = inspectionOf('call-report', 'What a call was about.', markSteps);

/** The states of a run that a real engine reaches only now and then, or not for long. */
export const runScenes: Readonly<Record<string, ScriptedFlow>> = {
  asks: { inspection: review, script: asking(reviewForm), refuses: refuseReview },
  'asks-in-time': { inspection: review, script: asking(reviewForm, 125), refuses: refuseReview },
  'asks-yes-or-no': { inspection: review, script: asking([], 8) },
  'asks-approved': { inspection: review, script: asking([input('approved', 'boolean')]) },
  retrying: {
    inspection: inspectionOf('exchange-rates', 'The rates of today.', fetchSteps),
    script: retrying,
  },
  items: { inspection: captions, script: items(false) },
  'items-failed': { inspection: captions, script: items(true) },
  queued: { inspection: report, script: marks(false) },
  marks: { inspection: report, script: marks(true), trace },
};
