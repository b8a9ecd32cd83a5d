import { z } from 'zod';
import { FlowError } from '../../errors/index.ts';
import { BaseExecutor, type ExecutionResult, type ExecutorDescription } from '../../executors/index.ts';

/** An executor of the page's author as the engine knows it: its declaration here, its code in a worker of the pool. */
export class ModuleExecutor extends BaseExecutor {
  readonly name: string;
  override readonly version: string;
  override readonly description: string;
  override readonly runsIn = 'pool';
  override readonly readsRun: boolean;
  override readonly moduleUrl: string;
  override readonly configSchema: z.ZodType<Record<string, unknown>>;
  override readonly outputSchema: z.ZodType<Record<string, unknown>>;

  constructor(description: ExecutorDescription, moduleUrl: string) {
    super();
    this.name = description.name;
    this.version = description.version;
    this.description = description.description;
    this.readsRun = description.readsRun;
    this.moduleUrl = moduleUrl;
    this.configSchema = mapSchema(description.configSchema);
    this.outputSchema = mapSchema(description.outputSchema);
  }

  execute(): ExecutionResult {
    throw new FlowError('executor_unloadable', `${this.name} runs in a worker of the pool alone.`);
  }
}

/** A map goes into the schema, so a map comes out of it. */
function mapSchema(written: ExecutorDescription['configSchema']): z.ZodType<Record<string, unknown>> {
  return z.fromJSONSchema(written) as z.ZodType<Record<string, unknown>>;
}
