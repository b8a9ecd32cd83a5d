import { type InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { FlowError } from '../../../../errors/index.ts';
import { ELEMENTS, type Element } from './elements.ts';

type Expected = InferenceSession.ValueMetadata;

/** Makes the tensor that a model expects of what a flow gives. Throws `tensor_invalid`, which names what is expected. */
export function tensorOf(given: unknown, expected: Expected): Tensor {
  const { data, type, dims } = parts(given);
  const wanted = expected.isTensor ? expected.type : undefined;
  const element = ELEMENTS[type ?? wanted ?? 'float32'];
  if (element === undefined) throw wrong(expected, `"${type}" is no type of a tensor`);
  if (wanted !== undefined && type !== undefined && type !== wanted)
    throw wrong(expected, `this is of ${type}`);
  const flat = flatten(data);
  const shape = dims ?? shapeOf(data) ?? [flat.length];
  const size = shape.reduce((product, each) => product * each, 1);
  if (size !== flat.length)
    throw wrong(expected, `${flat.length} values do not fill the shape [${shape.join(', ')}]`);
  checkShape(shape, expected);
  try {
    return new Tensor(wanted ?? 'float32', filled(element, flat, expected) as never, shape);
  } catch (thrown) {
    if (thrown instanceof FlowError) throw thrown;
    throw wrong(expected, (thrown as Error).message);
  }
}

interface Parts {
  readonly data: unknown;
  readonly type?: string;
  readonly dims?: readonly number[];
}

function parts(given: unknown): Parts {
  const isTensor = typeof given === 'object' && given !== null && 'data' in given;
  return isTensor ? (given as Parts) : { data: given };
}

/** The values of nested lists in order; of a typed array its own. */
function flatten(data: unknown): ArrayLike<unknown> {
  if (ArrayBuffer.isView(data)) return data as unknown as ArrayLike<unknown>;
  return Array.isArray(data) ? data.flat(Number.POSITIVE_INFINITY) : [data];
}

/** The shape of nested lists; undefined for a typed array, which has none of its own. */
function shapeOf(data: unknown): readonly number[] | undefined {
  if (ArrayBuffer.isView(data)) return undefined;
  const shape: number[] = [];
  for (let level = data; Array.isArray(level); level = level[0]) shape.push(level.length);
  return shape;
}

function checkShape(shape: readonly number[], expected: Expected): void {
  if (!expected.isTensor) return;
  const fits =
    shape.length === expected.shape.length &&
    shape.every((size, at) => typeof expected.shape[at] !== 'number' || expected.shape[at] === size);
  if (!fits) throw wrong(expected, `this has the shape [${shape.join(', ')}]`);
}

function filled(element: Element, values: ArrayLike<unknown>, expected: Expected): unknown {
  const numbers = Array.from(values);
  const bad = numbers.find((value) => !element.takes(value));
  if (bad !== undefined) throw wrong(expected, `${JSON.stringify(bad) ?? String(bad)} is no value of it`);
  return element.make(numbers);
}

function wrong(expected: Expected, why: string): FlowError {
  const { name } = expected;
  const what = expected.isTensor
    ? `${expected.type} of the shape [${expected.shape.join(', ')}]`
    : 'no tensor';
  const hint = 'Give it as {data, type, dims}, or as nested lists; a name in the shape stands for any size.';
  return new FlowError('tensor_invalid', `The input "${name}" is ${what}; ${why}.`, { hint });
}
