import type { ExecutorDescription } from '../../executors/index.ts';
import type { ExecutionAnswer } from './executor-answer.ts';
import type { ExecutorCall } from './executor-call.ts';

/** What a worker of the pool answers to. */
export interface ExecutorWorkerApi {
  execute(call: ExecutorCall, services: MessagePort, link: MessagePort): Promise<ExecutionAnswer>;
  describe(name: string, moduleUrl: string): Promise<ExecutorDescription>;
}
