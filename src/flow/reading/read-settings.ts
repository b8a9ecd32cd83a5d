import { type MapNode, toPlain } from '../../syntax/index.ts';
import type { FlowSettings, OutputSettings } from '../flow-definition.ts';
import type { FlowSource } from '../flow-source.ts';
import { CONFIG, type EXECUTION, type OUTPUT_SETTINGS } from '../language/config-shape.ts';
import { describe, MapReading } from '../shape/index.ts';
import { cachePolicy } from './read-cache-policy.ts';
import { readCallbacks } from './read-callbacks.ts';
import { DEFAULT_RETRY } from './read-retry.ts';
import type { Report } from './report.ts';

type Reading = MapReading<typeof CONFIG.keys>;

/** What holds for a flow that says nothing. */
const NOTHING_SAID: FlowSettings = {
  mode: 'sync',
  priority: 'normal',
  onFailure: 'stop',
  includeStackTrace: false,
  requiredInputs: [],
  callbacks: [],
  durability: 'async',
  autoResume: true,
  cleanUp: true,
};

/** Reads the parts of `config` that steer a run. */
export function readSettings(config: MapNode | undefined, report: Report): FlowSettings {
  if (config === undefined) return NOTHING_SAID;
  const reading = new MapReading(config, CONFIG, report);
  const execution = reading.value('execution');
  const timeout = execution?.value('timeout') ?? reading.value('timeout');
  const maxConcurrent = execution?.value('max_concurrent');
  const queue = execution?.value('queue');
  const validation = reading.value('validation');
  const output = readOutput(reading.value('output'));
  return {
    mode: execution?.value('mode') ?? (reading.value('async_execution') === true ? 'async' : 'sync'),
    ...(queue !== undefined && { queue }),
    priority: execution?.value('priority') ?? 'normal',
    ...(timeout !== undefined && { timeout }),
    ...(maxConcurrent !== undefined && { maxConcurrent }),
    ...readFailureSettings(reading, execution, report),
    ...readCaching(reading, report),
    requiredInputs: (validation?.value('required_inputs') ?? []).map(({ value, span }) => ({
      name: String(value),
      span,
    })),
    ...(output !== undefined && { output }),
    callbacks: readCallbacks(reading.node('callbacks'), report),
    durability: execution?.value('durability') ?? 'async',
    autoResume: execution?.value('auto_resume') ?? true,
    cleanUp: execution?.value('cleanup_temp_files') ?? reading.value('cleanup_temp_files') ?? true,
  };
}

function readFailureSettings(
  reading: Reading,
  execution: MapReading<typeof EXECUTION.keys> | undefined,
  report: Report,
): Pick<FlowSettings, 'onFailure' | 'retry' | 'maxErrorCount' | 'fallbackFlow' | 'includeStackTrace'> {
  const handling = reading.value('error_handling');
  const choice = handling?.value('on_failure');
  const further =
    execution?.value('max_retries') ??
    execution?.value('retry_count') ??
    execution?.value('retry_attempts') ??
    reading.value('retry_count');
  const delay = execution?.value('retry_delay') ?? DEFAULT_RETRY.delay;
  const isRetried = further !== undefined || choice === 'retry';
  const maxAttempts = further === undefined ? DEFAULT_RETRY.maxAttempts : further + 1;
  const maxErrorCount = handling?.value('max_error_count');
  const fallbackFlow = readFallbackFlow(handling?.node('fallback_flow'), report);
  return {
    onFailure: choice === 'continue' ? 'continue' : 'stop',
    ...(isRetried && { retry: { ...DEFAULT_RETRY, maxAttempts, delay } }),
    ...(maxErrorCount !== undefined && { maxErrorCount }),
    ...(fallbackFlow !== undefined && { fallbackFlow }),
    includeStackTrace: handling?.value('include_stack_trace') ?? false,
  };
}

/** The address of a flow, or the flow itself. */
function readFallbackFlow(
  node: ReturnType<MapReading<typeof CONFIG.keys>['node']>,
  report: Report,
): FlowSource | undefined {
  if (node === undefined) return undefined;
  const plain = toPlain(node);
  if (typeof plain === 'string') return plain;
  if (node.kind === 'map') return plain as Record<string, unknown>; // What toPlain makes of a map.
  const message = `"fallback_flow" has to be the address of a flow, or a flow; this is ${describe(node)}.`;
  report.error('wrong_type', message, { span: node.span });
  return undefined;
}

function readCaching(reading: Reading, report: Report): Pick<FlowSettings, 'cache'> {
  const caching = reading.value('caching');
  if (caching === undefined) return {};
  const cache = cachePolicy(caching.value('ttl'), caching.node('key_template'), report);
  return caching.value('enabled') === true ? { cache } : {};
}

function readOutput(
  reading: MapReading<typeof OUTPUT_SETTINGS.keys> | undefined,
): OutputSettings | undefined {
  if (reading === undefined) return undefined;
  return {
    format: reading.value('format') ?? 'json',
    metadata: reading.value('include_metadata') ?? false,
    timing: reading.value('include_timing') ?? false,
    errors: reading.value('include_errors') ?? true,
    pretty: reading.value('pretty_print') ?? true,
  };
}

/** The whole of `config` as plain data, for `context.config`. */
export function plainConfig(config: MapNode | undefined): Readonly<Record<string, unknown>> {
  return config === undefined ? {} : (toPlain(config) as Record<string, unknown>);
}
