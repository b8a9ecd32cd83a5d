import type { Scope } from '../../expressions/index.ts';
import type { PlannedStep } from '../../flow/index.ts';
import type { RunSetting } from '../run/run-setting.ts';
import type { CancelScope } from './cancel-scope.ts';

/** One piece of work of a step: the step itself, or one item of its list. */
export interface StepCall {
  readonly step: PlannedStep;
  readonly setting: RunSetting;
  /** Rendered. */
  readonly config: Record<string, unknown>;
  /** What the config could read. */
  readonly names: Scope;
  /** Ended with the run, or when the step's time is over. */
  readonly scope: CancelScope;
  /** In milliseconds since 1970: when it could have started, and when it did. */
  readonly readyAt: number;
  readonly startedAt: number;
  /** How often the step was tried before its run was cut off. */
  readonly attemptsBefore: number;
  /** The place of the item, in a step with foreach. */
  readonly index?: number;
}
