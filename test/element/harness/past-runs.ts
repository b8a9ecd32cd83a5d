import type { PastRun, PastRunStatus } from '../../../src/engine/history/run-history.ts';
import type { RunState, StepState } from '../../../src/engine/state/run-state.ts';
import { FlowError } from '../../../src/errors/index.ts';
import { transcript, voiceSteps } from './scripts.ts';

/** How a step of such a run came out, by the run's own end. */
const stepStatus: Readonly<Record<PastRunStatus, readonly StepState['status'][]>> = {
  running: ['succeeded', 'running', 'pending', 'pending'],
  interrupted: ['succeeded', 'running', 'pending', 'pending'],
  succeeded: ['succeeded', 'succeeded', 'succeeded', 'succeeded'],
  failed: ['succeeded', 'succeeded', 'failed', 'skipped'],
  cancelled: ['succeeded', 'cancelled', 'cancelled', 'cancelled'],
  timed_out: ['succeeded', 'cancelled', 'cancelled', 'cancelled'],
};

const failure = new FlowError(
  'model_unavailable',
  'No model "mistral" is at hand for zero-shot-classification.',
  {
    step: 'topic',
  },
);

/** An earlier run of the scene `voice`. `minutes` is how long ago it began. */
export function pastRun(
  executionId: string,
  status: PastRunStatus,
  minutes: number,
  more: { readonly summary?: string; readonly text?: string } = {},
): PastRun {
  const startedAt = Date.now() - minutes * 60_000;
  const isOver = status !== 'running' && status !== 'interrupted';
  const steps = voiceSteps.map(({ name, executor }, place): StepState => {
    const its = stepStatus[status][place] ?? 'pending';
    return {
      name,
      executor,
      status: its,
      attempt: its === 'pending' ? 0 : 1,
      ...(its !== 'pending' && { startedAt: startedAt + place * 500 }),
      outputs: its === 'succeeded' ? { text: transcript } : {},
      metadata: {},
      executionTime: its === 'succeeded' ? 1.2 : 0,
      log: [],
      ...(its === 'failed' && { error: failure }),
      ...(its === 'skipped' && { skippedBecause: 'It reads step "topic", which failed.' }),
    };
  });
  const error = status === 'failed' ? failure : undefined;
  const state: RunState = {
    executionId,
    flow: 'voice-note',
    status: isOver ? status : 'running',
    startedAt,
    outputs: status === 'succeeded' ? { transcript } : {},
    steps: Object.fromEntries(steps.map((step) => [step.name, step])),
    ...(error && { error }),
    executionTime: isOver ? 2.4 : 0,
  };
  return {
    entry: {
      executionId,
      flow: 'voice-note',
      status,
      startedAt,
      ...(isOver && { endedAt: startedAt + 2400, executionTime: 2.4 }),
      ...(error && { error: { code: error.code, message: error.message } }),
      summary: more.summary ?? 'kennedy.wav · history · politics · technology · sport',
    },
    text: more.text ?? 'name: scripted',
    inputs: { topics: ['history', 'space'] },
    state,
  };
}

/** One run of each kind. */
export const pastRuns = (): PastRun[] => [
  pastRun('r1', 'interrupted', 3),
  pastRun('r2', 'succeeded', 42, { summary: 'memo of monday.wav · billing · shipping · technical' }),
  pastRun('r3', 'failed', 60 * 26),
  pastRun('r4', 'running', 60 * 27),
  pastRun('r5', 'cancelled', 60 * 24 * 5, {
    summary:
      'A recording with a name that is far longer than any list has room for, since somebody wrote a whole sentence into it.wav · history · politics',
  }),
  pastRun('r6', 'timed_out', 60 * 24 * 30),
];
