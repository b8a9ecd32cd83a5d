import type { Tensor } from 'onnxruntime-web/webgpu';

/** A tensor as flows pass it on: `{data, type, dims}`. Whole numbers of 64 bits, which JSON does not have, become plain ones. */
export function plainTensor(tensor: Tensor): {
  readonly data: unknown;
  readonly type: string;
  readonly dims: number[];
} {
  const { data, type, dims } = tensor;
  const isLong = data instanceof BigInt64Array || data instanceof BigUint64Array;
  // A copy: the tensor's own memory is the runtime's.
  const values = isLong ? Array.from(data, Number) : data.slice();
  return { data: values, type, dims: [...dims] };
}
