import { FlowError } from '../../errors/index.ts';
import { conditionHolds } from '../../expressions/index.ts';
import { type PlannedStep, renderMap, renderValue } from '../../flow/index.ts';
import type { RunSetting } from '../run/run-setting.ts';
import { whyUnreadable } from '../run/why-unreadable.ts';
import { type CancelScope, stepTimeout } from './cancel-scope.ts';
import { endStep, failStep, type StepEnd, skipStep } from './end-step.ts';
import { forEachItem, listOf } from './for-each-item.ts';
import { failedBefore, type Invocation } from './invocation.ts';
import { runCall } from './run-call.ts';
import { after, isLater, type Soon } from './soon.ts';

/** When a step could start, and when it does: in milliseconds since 1970. */
export interface StepTimes {
  readonly readyAt: number;
  readonly startedAt: number;
}

/**
 * Runs one step whose needs are over: condition, config, attempts, fallback, events.
 * Never throws, and never rejects.
 */
export function runStep(step: PlannedStep, setting: RunSetting, times: StepTimes): Soon<StepEnd> {
  const { name, conditions, totalTimeout } = step.definition;
  const { names } = setting.scope;
  let work: Work;
  try {
    for (const condition of conditions) {
      if (conditionHolds(renderValue(condition, names))) continue;
      return skipStep(step, setting, 'Its condition does not hold.', times.startedAt);
    }
    work = prepare(step, setting);
  } catch (thrown) {
    const error = FlowError.from(thrown).at({ step: name });
    // The branch that was taken reads a step that has no outputs.
    const missing =
      error.code === 'undefined_name' ? whyUnreadable(step.mayRead, setting.recorder) : undefined;
    if (missing !== undefined) return skipStep(step, setting, missing, times.startedAt);
    return failStep(step, setting, failedBefore(error, times.startedAt));
  }
  const attemptsBefore = setting.recorder.step(name)?.attempt ?? 0;
  setting.emit({ type: 'step_started', step: name, attempt: attemptsBefore + 1, time: times.startedAt });
  const scope =
    totalTimeout === undefined
      ? setting.cancel
      : setting.cancel.limited(totalTimeout, setting.services.clock, () =>
          stepTimeout(totalTimeout, 'total'),
        );
  const invocation = onceStartWritten(setting, times, () =>
    perform(step, work, scope, setting, times, attemptsBefore),
  );
  if (totalTimeout !== undefined && isLater(invocation)) invocation.then(() => scope.close());
  return after(invocation, (result) => endStep(step, setting, result));
}

/** Where the run is written down step by step, nobody does what no later page would know of. */
function onceStartWritten(
  { written }: RunSetting,
  { startedAt }: StepTimes,
  work: () => Soon<Invocation>,
): Soon<Invocation> {
  if (written === undefined) return work();
  return written().then(work, (thrown: unknown) => failedBefore(FlowError.from(thrown), startedAt));
}

/** What templates made of a step: its config, or the list that it goes through. */
type Work = { readonly config: Record<string, unknown> } | { readonly items: readonly unknown[] };

function prepare({ definition }: PlannedStep, { scope }: RunSetting): Work {
  const { foreach, config } = definition;
  return foreach === undefined
    ? { config: renderMap(config, scope.names) }
    : { items: listOf(foreach, scope.names) };
}

function perform(
  step: PlannedStep,
  work: Work,
  scope: CancelScope,
  setting: RunSetting,
  times: StepTimes,
  attemptsBefore: number,
): Soon<Invocation> {
  const { foreach } = step.definition;
  if ('config' in work) {
    return runCall({
      step,
      setting,
      config: work.config,
      names: setting.scope.names,
      scope,
      attemptsBefore,
      ...times,
    });
  }
  // A list was made of a foreach and of nothing else.
  if (foreach === undefined) throw new TypeError('There is a list, but no foreach.');
  return forEachItem(step, foreach, work.items, scope, setting, times.startedAt, attemptsBefore);
}
