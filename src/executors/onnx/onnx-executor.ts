import { z } from 'zod';
import { FlowError } from '../../errors/index.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import type { FileInput } from '../flow-file.ts';
import { deviceConfig, deviceOf } from '../model-config.ts';
import { modelMetadata } from '../model-metadata.ts';

const onnxConfig = z.object({
  model: z.unknown().describe('An ONNX file: a file, or its path in the store.'),
  inputs: z
    .record(z.string(), z.unknown(), { error: '"inputs" is required: a map of tensors by name.' })
    .describe('Tensors by name: {data, type, dims}, or nested lists of numbers.'),
  outputs: z.array(z.string()).min(1).optional().describe('The outputs that are wanted; all, if left out.'),
  device: deviceConfig,
});

type OnnxConfig = z.infer<typeof onnxConfig>;

const onnxOutputs = z.object({
  outputs: z.record(z.string(), z.unknown()).describe('Tensors by name: {data, type, dims}.'),
});

type OnnxOutputs = z.infer<typeof onnxOutputs>;

/** Runs any ONNX file: tensors in, tensors out. */
export class OnnxExecutor extends BaseExecutor<OnnxConfig, OnnxOutputs> {
  readonly name = 'onnx';
  override readonly description = 'Runs an ONNX file: tensors in, tensors out.';
  override readonly configSchema = onnxConfig;
  override readonly outputSchema = onnxOutputs;

  async execute(context: FlowContext, config: OnnxConfig): Promise<ExecutionResult<OnnxOutputs>> {
    const { inputs, outputs, device } = config;
    if (config.model === undefined || config.model === null || config.model === '') {
      throw new FlowError('input_required', '"model" is required: an ONNX file.');
    }
    // By its hash: steps and runs with the same file share one loaded model.
    const { sha256 } = await context.files.keep(config.model as FileInput);
    const spec = {
      task: 'onnx',
      model: `onnx/${sha256}`,
      device: deviceOf(device),
      files: new Map([['model.onnx', await context.files.open(config.model as FileInput)]]),
    };
    const answer = await context.models.run(
      spec,
      { inputs, ...(outputs !== undefined && { outputs }) },
      { signal: context.signal, onProgress: (progress) => context.progress(progress) },
    );
    return succeed(answer.output as OnnxOutputs, modelMetadata(answer));
  }
}
