import { Approval } from './approval/approval.ts';
import { AsyncQueueExecutor } from './async-queue-executor/async-queue-executor.ts';
import { BackgroundRemover } from './background-remover/background-remover.ts';
import type { AnyExecutor } from './base-executor.ts';
import { BatchProcessor } from './batch-processor/batch-processor.ts';
import { DataCombiner } from './data-combiner/data-combiner.ts';
import { DocumentExtractor } from './document-extractor/document-extractor.ts';
import { Embed } from './embed/embed.ts';
import { ExecutorRegistry } from './executor-registry.ts';
import { FileHandler } from './file-handler/file-handler.ts';
import { FileProcessor } from './file-processor/file-processor.ts';
import { FlowExecutor } from './flow/flow-executor.ts';
import { ImageHandler } from './image-handler/image-handler.ts';
import { ModelExecutor } from './model-executor/model-executor.ts';
import { ObjectDetector } from './object-detector/object-detector.ts';
import { OcrProcessor } from './ocr-processor/ocr-processor.ts';
import { OnnxExecutor } from './onnx/onnx-executor.ts';
import { SemanticSearch } from './semantic-search/semantic-search.ts';
import { TextProcessor } from './text-processor/text-processor.ts';
import { VoiceActivity } from './voice-activity/voice-activity.ts';
import { ZeroShotClassifier } from './zero-shot-classifier/zero-shot-classifier.ts';

/** Every executor that comes with the engine: a new one is a folder and a line here. */
const builtinExecutors: readonly (new () => AnyExecutor)[] = [
  TextProcessor,
  ModelExecutor,
  ZeroShotClassifier,
  Embed,
  SemanticSearch,
  OnnxExecutor,
  OcrProcessor,
  ObjectDetector,
  BackgroundRemover,
  VoiceActivity,
  DataCombiner,
  BatchProcessor,
  AsyncQueueExecutor,
  DocumentExtractor,
  FileProcessor,
  FileHandler,
  ImageHandler,
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
