import { InferenceSession, type Tensor } from 'onnxruntime-web/webgpu';
import { FlowError } from '../../../errors/index.ts';
import { tensorOf } from './onnx/given-tensor.ts';
import { plainTensor } from './onnx/plain-tensor.ts';
import type { Task } from './task.ts';

/** What the task is given: tensors by name, and which outputs are wanted; all of them where none are named. */
interface Given {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly string[];
}

/**
 * Any ONNX file: tensors in, tensors out. A tensor is `{data, type, dims}`; a list of numbers stands for one whose type
 * is the one that the model expects and whose shape is the list's own.
 */
export const onnx: Task = async ({ device, files }) => {
  const [graph] = [...files].filter(([path]) => path.endsWith('.onnx'));
  if (graph === undefined) {
    const hint = 'Give "model" an ONNX file.';
    throw new FlowError('model_invalid', 'There is no ONNX file.', { hint });
  }
  const beside = [...files].filter(([path]) => !path.endsWith('.onnx'));
  const session = await InferenceSession.create(await bytesOf(graph[1]), {
    executionProviders: [device],
    externalData: await Promise.all(
      beside.map(async ([path, data]) => ({ path, data: await bytesOf(data) })),
    ),
  });
  return {
    async run(input) {
      const { inputs, outputs } = input as Given;
      const unknown = Object.keys(inputs).find((name) => !session.inputNames.includes(name));
      if (unknown !== undefined) throw noSuch('input', unknown, session.inputNames);
      const missing = outputs?.find((name) => !session.outputNames.includes(name));
      if (missing !== undefined) throw noSuch('output', missing, session.outputNames);
      const feeds: Record<string, Tensor> = {};
      for (const expected of session.inputMetadata) {
        const given = inputs[expected.name];
        if (given !== undefined) feeds[expected.name] = tensorOf(given, expected);
        else throw lacks(expected.name, session.inputNames);
      }
      const found = await (outputs === undefined ? session.run(feeds) : session.run(feeds, [...outputs]));
      return {
        outputs: Object.fromEntries(
          Object.entries(found).map(([name, tensor]) => [name, plainTensor(tensor)]),
        ),
      };
    },
  };
};

async function bytesOf(content: Blob): Promise<Uint8Array> {
  return new Uint8Array(await content.arrayBuffer());
}

function noSuch(what: 'input' | 'output', name: string, known: readonly string[]): FlowError {
  const hint = `Its ${what}s: ${known.join(', ')}.`;
  return new FlowError('tensor_invalid', `The model has no ${what} "${name}".`, { hint });
}

function lacks(name: string, known: readonly string[]): FlowError {
  const hint = `Give all of ${known.join(', ')}.`;
  return new FlowError('tensor_invalid', `The model needs the input "${name}".`, { hint });
}
