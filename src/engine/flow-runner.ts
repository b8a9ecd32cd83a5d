import { FlowError } from '../errors/index.ts';
import {
  describeExecutor,
  type ExecutionResult,
  type ExecutorDescription,
  type ExecutorRegistry,
} from '../executors/index.ts';
import { type FlowInspection, type FlowSource, inspectionOf, LoadedFlow, loadFlow } from '../flow/index.ts';
import { defaultServices } from './default-services.ts';
import type { ExecuteOptions } from './flow-engine.ts';
import { Execution, type ExecutionShare } from './run/execution.ts';
import type { SubflowRunner } from './run/subflow-runner.ts';
import type { RunnerServices } from './runner-services.ts';
import type { FlowResult } from './state/flow-result.ts';
import { QuestionDesk } from './step/question-desk.ts';
import { MemoryStepCache } from './step/step-cache.ts';
import type { RunTrace } from './trace/run-trace.ts';
import { TraceArchive } from './trace/trace-archive.ts';
import type { TraceRecorder } from './trace/trace-recorder.ts';

/** Flows that call each other without end would fill the memory before anybody sees why. */
const DEEPEST_SUBFLOW = 16;

/**
 * Runs flows. It knows the executor contract and what is handed in, never a worker, a page or a concrete executor.
 *
 * @example
 * const registry = new ExecutorRegistry().register('my_custom_executor', MyCustomExecutor);
 * const result = await new FlowRunner(registry).executeFlow(flow, { text: 'hello world' });
 */
export class FlowRunner {
  readonly registry: ExecutorRegistry;
  private readonly share: ExecutionShare;

  constructor(registry: ExecutorRegistry, services: Partial<RunnerServices> = {}) {
    this.registry = registry;
    const all = { ...defaultServices, ...services };
    this.share = {
      registry,
      services: all,
      cache: all.cache ?? new MemoryStepCache(all.clock),
      desk: new QuestionDesk(all.clock),
      traces: new TraceArchive(),
    };
  }

  /** Reads a flow and finds its faults; runs nothing. */
  inspectFlow(source: FlowSource): FlowInspection {
    return inspectionOf(this.loadFlow(source));
  }

  /** Reads a flow once, to run it many times. Throws nothing: its faults are in `diagnostics`. */
  loadFlow(source: FlowSource): LoadedFlow {
    try {
      return loadFlow(source, this.registry);
    } catch (thrown) {
      // What is no flow at all, or an executor that throws when its config is looked at.
      return new LoadedFlow('', [], undefined, undefined, FlowError.from(thrown, 'invalid_flow'));
    }
  }

  listExecutors(): readonly ExecutorDescription[] {
    return this.registry.names().map((name) => describeExecutor(name, this.registry.get(name)));
  }

  /**
   * Runs a flow, given as YAML text, as an object, or loaded before. Resolves always: a flow that cannot be read,
   * an input that is wrong, a step that fails are in the result's `error`, with a code.
   */
  async executeFlow(
    source: FlowSource | LoadedFlow,
    given: Readonly<Record<string, unknown>> = {},
    options: ExecuteOptions = {},
  ): Promise<FlowResult> {
    return this.execute(source, given, options, 0, undefined);
  }

  /** Answers a step that asks a person. Throws `not_waiting` and `invalid_inputs`. */
  respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): void {
    this.share.desk.respond(executionId, step, values);
  }

  /** What happened in a run, call by call; undefined for one that is long over, or never was. */
  readTrace(executionId: string): RunTrace | undefined {
    return this.share.traces.read(executionId);
  }

  private execute(
    source: FlowSource | LoadedFlow,
    given: Readonly<Record<string, unknown>>,
    options: ExecuteOptions,
    depth: number,
    trace: TraceRecorder | undefined,
  ): Promise<FlowResult> {
    const loaded = source instanceof LoadedFlow ? source : this.loadFlow(source);
    return new Execution(loaded, options, this.share, this.subflowsOf(options, depth), trace).run(given);
  }

  /** How the steps of a run at this depth run other flows. */
  private subflowsOf({ device, address: base }: ExecuteOptions, depth: number): SubflowRunner {
    return {
      run: async (flow, inputs, scope, trace, onEvent) => {
        try {
          if (depth >= DEEPEST_SUBFLOW) throw tooDeep();
          const found =
            typeof flow === 'string' && !isText(flow)
              ? await scope.race(this.share.services.flows.load(flow, base))
              : { source: flow, address: base };
          const options = {
            signal: scope.signal,
            onEvent,
            ...(device !== undefined && { device }),
            ...(found.address !== undefined && { address: found.address }),
          };
          return resultOf(await this.execute(found.source, inputs, options, depth + 1, trace));
        } catch (thrown) {
          return { success: false, error: FlowError.from(thrown) };
        }
      },
    };
  }
}

/** A flow's text has lines; an address is one. */
function isText(flow: string): boolean {
  return flow.includes('\n');
}

function resultOf({ success, outputs, error, flow, executionId, status }: FlowResult): ExecutionResult {
  const metadata = { flow, execution_id: executionId, status };
  if (success) return { success, outputs, metadata };
  const { code, kind, message, hint } = error ?? new FlowError('executor_failed', 'The flow failed.');
  // The place in the other flow's text is none in this one's. Of flows too deep each level would add its name.
  const said = code === 'recursion_limit' ? message : `Flow "${flow}": ${message}`;
  const its = new FlowError(code, said, {
    kind,
    cause: error,
    ...(hint !== undefined && { hint }),
  });
  return { success: false, error: its, metadata };
}

function tooDeep(): FlowError {
  const hint = 'A flow that calls itself needs a condition that ends it.';
  return new FlowError('recursion_limit', `Flows call each other more than ${DEEPEST_SUBFLOW} deep.`, {
    hint,
  });
}
