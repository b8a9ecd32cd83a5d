import { type MapNode, toPlain } from '../../syntax/index.ts';
import type { FlowSettings } from '../flow-definition.ts';
import { checkKeys, type KeyFate } from './known-keys.ts';
import { MapReader } from './map-reader.ts';
import { readFailureChoice } from './read-steps.ts';
import type { Report } from './report.ts';

const CONFIG_KEYS: Readonly<Record<string, KeyFate>> = {
  execution: 'read',
  error_handling: 'read',
  timeout: 'read',
  metadata: 'accept',
  caching: 'later',
  validation: 'later',
  output: 'later',
  callbacks: 'later',
  retry_count: 'later',
  async_execution: 'later',
  cleanup_temp_files: 'later',
};

const EXECUTION_KEYS: Readonly<Record<string, KeyFate>> = {
  mode: 'read',
  timeout: 'read',
  max_concurrent: 'read',
  worker: 'accept',
  max_retries: 'later',
  retry_count: 'later',
  retry_attempts: 'later',
  retry_delay: 'later',
  priority: 'later',
  queue: 'later',
  auto_resume: 'later',
  durability: 'later',
};

const ERROR_HANDLING_KEYS: Readonly<Record<string, KeyFate>> = {
  on_failure: 'read',
  max_error_count: 'later',
  fallback_flow: 'later',
  include_stack_trace: 'later',
};

/** Reads the parts of `config` that steer a run. */
export function readSettings(config: MapNode | undefined, report: Report): FlowSettings {
  if (config === undefined) return { onFailure: 'stop' };
  checkKeys(config, CONFIG_KEYS, '"config"', report);
  const reader = new MapReader(config, report);
  const execution = readExecution(reader.submap('execution'), report);
  const timeout = execution.timeout ?? reader.number('timeout', { min: 0.001 });
  const errorHandling = reader.submap('error_handling');
  if (errorHandling !== undefined) {
    checkKeys(errorHandling, ERROR_HANDLING_KEYS, '"error_handling"', report);
  }
  const onFailure = errorHandling && readFailureChoice(new MapReader(errorHandling, report), report);
  return {
    ...(timeout !== undefined && { timeout }),
    ...(execution.maxConcurrent !== undefined && { maxConcurrent: execution.maxConcurrent }),
    onFailure: onFailure ?? 'stop',
  };
}

function readExecution(
  map: MapNode | undefined,
  report: Report,
): Pick<FlowSettings, 'timeout' | 'maxConcurrent'> {
  if (map === undefined) return {};
  checkKeys(map, EXECUTION_KEYS, '"execution"', report);
  const reader = new MapReader(map, report);
  const mode = reader.oneOf('mode', ['sync', 'async', 'auto']);
  const modeSpan = reader.node('mode')?.span;
  if (mode === 'async' && modeSpan !== undefined) {
    report.warn('not_supported_yet', '"mode: async" runs at once in this version.', { span: modeSpan });
  }
  const timeout = reader.number('timeout', { min: 0.001 });
  const maxConcurrent = reader.number('max_concurrent', { min: 1, integer: true });
  return {
    ...(timeout !== undefined && { timeout }),
    ...(maxConcurrent !== undefined && { maxConcurrent }),
  };
}

/** The whole of `config` as plain data, for `context.config`. */
export function plainConfig(config: MapNode | undefined): Readonly<Record<string, unknown>> {
  return config === undefined ? {} : (toPlain(config) as Record<string, unknown>);
}
