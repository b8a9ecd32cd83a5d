import { z } from 'zod';
import { BaseExecutor } from '../base-executor.ts';
import type { ExecutionResult } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';

const flowConfig = z.object({
  flow: z
    .union([z.string().min(1), z.record(z.string(), z.unknown())], {
      error: '"flow" is required: the address of a flow, or a flow written out as a map.',
    })
    .describe('The address of a flow, relative to this one, or a flow written out as a map.')
    // A flow that is written out has templates of its own.
    .meta({ raw: 'map' }),
  inputs: z.record(z.string(), z.unknown()).default({}).describe("The other flow's inputs, by name."),
});

type FlowConfig = z.infer<typeof flowConfig>;

/** Runs another flow; its outputs are the step's. */
export class FlowExecutor extends BaseExecutor<FlowConfig> {
  readonly name = 'flow';
  override readonly description = 'Runs another flow as one step.';
  override readonly configSchema = flowConfig;

  execute(context: FlowContext, { flow, inputs }: FlowConfig): Promise<ExecutionResult> {
    return context.executeFlow(flow, inputs);
  }
}
