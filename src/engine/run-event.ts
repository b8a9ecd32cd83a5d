import type { FlowError } from '../errors/index.ts';
import type { Progress } from '../executors/progress.ts';
import type { RunStatus } from './flow-result.ts';

/**
 * Everything that happens in a run. One reducer (`reduce-run-state.ts`) makes the run's state from these, on every side.
 * Times are milliseconds since 1970; `executionTime` is seconds.
 */
export type RunEvent =
  | {
      readonly type: 'run_started';
      readonly executionId: string;
      readonly flow: string;
      readonly steps: readonly { readonly name: string; readonly executor: string }[];
      readonly time: number;
    }
  | { readonly type: 'step_queued'; readonly step: string; readonly time: number }
  | { readonly type: 'step_started'; readonly step: string; readonly attempt: number; readonly time: number }
  | { readonly type: 'step_progress'; readonly step: string; readonly progress: Progress }
  | {
      readonly type: 'step_partial';
      readonly step: string;
      readonly partial: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'step_log';
      readonly step: string;
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly message: string;
      readonly time: number;
    }
  | {
      readonly type: 'step_succeeded';
      readonly step: string;
      readonly outputs: Readonly<Record<string, unknown>>;
      readonly metadata: Readonly<Record<string, unknown>>;
      readonly executionTime: number;
      readonly time: number;
    }
  | {
      readonly type: 'step_failed';
      readonly step: string;
      readonly error: FlowError;
      readonly metadata: Readonly<Record<string, unknown>>;
      readonly executionTime: number;
      readonly time: number;
    }
  | { readonly type: 'step_skipped'; readonly step: string; readonly reason: string; readonly time: number }
  | {
      readonly type: 'step_cancelled';
      readonly step: string;
      readonly executionTime: number;
      readonly time: number;
    }
  | {
      readonly type: 'run_finished';
      readonly status: RunStatus;
      readonly outputs: Readonly<Record<string, unknown>>;
      readonly error?: FlowError;
      readonly executionTime: number;
      readonly time: number;
    };
