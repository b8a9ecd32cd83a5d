import { z } from 'zod';
import { FlowRunner, type RunEvent } from '../../../src/engine/index.ts';
import { FlowError } from '../../../src/errors/index.ts';
import { builtinRegistry } from '../../../src/executors/builtin.ts';
import {
  BaseExecutor,
  type ExecutionResult,
  type FileContent,
  type FlowContext,
  type FlowFile,
  isFlowFile,
  succeed,
} from '../../../src/executors/index.ts';
import { MemoryFileStore, StoredFiles } from '../../../src/storage/index.ts';
import { Echo, Sleeper } from '../../engine/support.ts';

/** Gives twice a number, and writes down which it was given; one that is in `fails` fails as often as that says. */
export class Worker extends BaseExecutor<{ value: number; wait: boolean }> {
  readonly name = 'worker';
  override readonly configSchema = z.object({ value: z.number(), wait: z.boolean().default(false) });
  readonly calls: number[] = [];
  readonly fails = new Map<number, number>();
  running = 0;
  most = 0;
  onCall: (value: number) => void = () => {};

  async execute(
    context: FlowContext,
    { value, wait }: { value: number; wait: boolean },
  ): Promise<ExecutionResult> {
    this.calls.push(value);
    this.onCall(value);
    this.most = Math.max(this.most, ++this.running);
    context.emit({ mine: value });
    context.progress({ phase: 'run', loaded: 1, total: 2 });
    if (wait) await new Promise<void>((resolve) => setImmediate(resolve));
    else await undefined;
    this.running--;
    const left = this.fails.get(value) ?? 0;
    if (left > 0) {
      this.fails.set(value, left - 1);
      throw new FlowError('shaky', `Not ${value}.`);
    }
    return succeed({ doubled: value * 2 });
  }
}

/** Gives bytes. */
class Photographer extends BaseExecutor {
  readonly name = 'photographer';

  execute(): ExecutionResult {
    return succeed({ photo: new File(['photo'], 'photo.txt', { type: 'text/plain' }) });
  }
}

/** Files in memory, on a disk that can be full. */
class FailingFiles extends StoredFiles {
  /** So many writes fail. */
  failures = 0;

  override async write(path: string, file: FileContent): Promise<FlowFile> {
    if (this.failures-- > 0) throw new FlowError('storage_full', 'The disk is full.');
    return super.write(path, file);
  }
}

/** A runner with a worker of its own, and files in memory. */
export function batchBench() {
  const worker = new Worker();
  const files = new FailingFiles(new MemoryFileStore());
  const registry = builtinRegistry();
  registry.register('worker', worker).register('echo', Echo).register('sleeper', Sleeper);
  registry.register('photographer', Photographer);
  const runner = new FlowRunner(registry, { files });
  const events: RunEvent[] = [];
  return {
    worker,
    files,
    runner,
    events,
    failWrite(times: number): void {
      files.failures = times;
    },
    /** Runs one step on `inputs.items`; gives its result. */
    async run(config: object, items: unknown, more: object = {}, signal?: AbortSignal) {
      const step = {
        name: 'b',
        executor: 'batch_processor',
        config: { items: '{{ inputs.items }}', ...config },
        ...more,
      };
      const type = Array.isArray(items) ? 'array' : 'file';
      const flow = { name: 'f', inputs: [{ name: 'items', type }], steps: [step] };
      const options = { onEvent: (event: RunEvent) => events.push(event), ...(signal && { signal }) };
      const result = await runner.executeFlow(flow, { items }, options);
      return { ...result, step: result.steps['b'], outputs: result.steps['b']?.outputs ?? {} };
    },
    async textOf(file: unknown): Promise<string> {
      if (!isFlowFile(file)) throw new TypeError('It is no file.');
      return (await files.open(file)).text();
    },
  };
}

export const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

export const jsonl = (values: readonly unknown[], name = 'rows.jsonl'): File =>
  new File([values.map((value) => `${JSON.stringify(value)}\n`).join('')], name);
