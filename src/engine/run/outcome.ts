import { FlowError } from '../../errors/index.ts';
import type { RunFinished } from '../state/run-event.ts';
import { outputsOf, outputsSoFar } from './flow-outputs.ts';
import type { RunSetting } from './run-setting.ts';

/** How a run ended, before anybody is told. */
export type Outcome = Pick<RunFinished, 'status' | 'outputs'> & {
  readonly error?: FlowError;
  readonly metadata?: Readonly<Record<string, unknown>>;
};

/** @param failure of the step that ended the run, where one did */
export function outcomeOf(setting: RunSetting, failure: FlowError | undefined): Outcome {
  const { reason } = setting.cancel;
  if (failure !== undefined) return { status: 'failed', error: failure, outputs: outputsSoFar(setting) };
  if (reason !== undefined) {
    const status = reason.kind === 'timeout' ? 'timed_out' : 'cancelled';
    return { status, error: reason, outputs: outputsSoFar(setting) };
  }
  try {
    return { status: 'succeeded', outputs: outputsOf(setting) };
  } catch (thrown) {
    return { status: 'failed', error: FlowError.from(thrown), outputs: outputsSoFar(setting) };
  }
}
