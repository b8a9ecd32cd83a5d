import { Approval } from './approval/approval.ts';
import type { AnyExecutor } from './base-executor.ts';
import { BatchProcessor } from './batch-processor/batch-processor.ts';
import { DataCombiner } from './data-combiner/data-combiner.ts';
import { ExecutorRegistry } from './executor-registry.ts';
import { FlowExecutor } from './flow/flow-executor.ts';
import { ModelExecutor } from './model-executor/model-executor.ts';
import { TextProcessor } from './text-processor/text-processor.ts';
import { ZeroShotClassifier } from './zero-shot-classifier/zero-shot-classifier.ts';

/** Every executor that comes with the engine: a new one is a folder and a line here. */
const builtinExecutors: readonly (new () => AnyExecutor)[] = [
  TextProcessor,
  ModelExecutor,
  ZeroShotClassifier,
  DataCombiner,
  BatchProcessor,
  FlowExecutor,
  Approval,
];

/** A registry with all of them. */
export function builtinRegistry(): ExecutorRegistry {
  const registry = new ExecutorRegistry();
  for (const Executor of builtinExecutors) {
    const executor = new Executor();
    registry.register(executor.name, executor);
  }
  return registry;
}
