import { env, InferenceSession, Tensor } from 'onnxruntime-web';

/** Loads a graph on the runtime of the page, here in Node, on one thread. */
export async function loadGraph(bytes: Uint8Array): Promise<InferenceSession> {
  env.wasm.numThreads = 1;
  return InferenceSession.create(bytes);
}

export function wholeNumbers(values: readonly number[], shape: readonly number[]): Tensor {
  return new Tensor(
    'int64',
    BigInt64Array.from(values, (value) => BigInt(value)),
    [...shape],
  );
}

export function floats(values: Float32Array, shape: readonly number[]): Tensor {
  return new Tensor('float32', values, [...shape]);
}

/** The numbers of an output of floats. */
export function floatsOf(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`The graph gives no floats named ${name}.`);
  return data;
}
