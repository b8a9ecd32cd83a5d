import { FlowError } from '../../errors/index.ts';
import type { ExecutionResult } from '../../executors/index.ts';
import type { FlowResult } from '../state/flow-result.ts';
import type { RunOptions } from './run-options.ts';
import type { RunStarter } from './run-starter.ts';
import type { DurableCall, SubflowCall, SubflowRunner } from './subflow-runner.ts';

/** Flows that call each other without end would fill the memory before anybody sees why. */
const DEEPEST = 16;

/** How the steps of one run have other flows run: each is a run of its own, one level deeper. */
export class Subflows implements SubflowRunner {
  private readonly starter: RunStarter;
  private readonly options: RunOptions;
  private readonly depth: number;

  constructor(starter: RunStarter, options: RunOptions, depth: number) {
    this.starter = starter;
    this.options = options;
    this.depth = depth;
  }

  async run(call: SubflowCall): Promise<ExecutionResult> {
    try {
      if (this.depth >= DEEPEST) throw tooDeep();
      return resultOf(await this.execute(call));
    } catch (thrown) {
      return { success: false, error: FlowError.from(thrown) };
    }
  }

  private async execute(call: SubflowCall): Promise<FlowResult> {
    const { flow, inputs, scope, trace, folder, onEvent, durable } = call;
    const { device, address: base, place } = this.options;
    const { services } = this.starter.share;
    const watch = { signal: scope.signal, onEvent, ...(place !== undefined && { place }) };
    const parent = { trace, folder, ...(durable !== undefined && { executionId: durable.parent }) };
    const position = { depth: this.depth + 1, parent };
    const before = durable === undefined ? undefined : await this.cutOffRun(durable);
    if (before !== undefined) return (await this.starter.takeUp(before, watch, position)).result;
    const found =
      typeof flow === 'string' && !isText(flow)
        ? await scope.race(services.flows.load(flow, base))
        : { source: flow, address: base };
    const executionId = services.newId();
    await durable?.checkpoints.write(durable.key, executionId);
    const options = {
      ...watch,
      executionId,
      ...(device !== undefined && { device }),
      ...(found.address !== undefined && { address: found.address }),
    };
    return this.starter.begin(found.source, inputs, options, position);
  }

  /** The run of a sub-flow that was cut off together with the run that it is a part of. */
  private async cutOffRun({ checkpoints, key }: DurableCall): Promise<string | undefined> {
    const id = (await checkpoints.read()).get(key);
    if (typeof id !== 'string' || this.starter.share.live.has(id)) return undefined;
    return (await this.starter.read(id))?.status === 'running' ? id : undefined;
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
  return new FlowError('recursion_limit', `Flows call each other more than ${DEEPEST} deep.`, { hint });
}
