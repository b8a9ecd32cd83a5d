import { afterAll, expect, test } from 'vitest';
import { EngineClient } from '../../../src/workers/engine/engine-client.ts';
import { onnxFile } from './support/onnx-file.ts';

/** Any ONNX file, through a flow. */
const engine = new EngineClient({ root: new URL('/', location.href) });
afterAll(() => engine.close());

const FLOW = `name: onnx
inputs:
  - {name: model, type: file}
  - {name: tensors, type: object}
steps:
  - name: run
    executor: onnx
    config: {model: "{{ inputs.model }}", inputs: "{{ inputs.tensors }}"}
outputs:
  - {name: y, value: "{{ steps.run.outputs.y }}"}
`;

const float = (...shape: (number | string)[]) => ({ type: 1, shape });
const adding = onnxFile({ operator: 'Add', inputs: { a: float('n', 2), b: float('n', 2) } });
const run = (model: Blob, tensors: Record<string, unknown>) => engine.executeFlow(FLOW, { model, tensors });

/** In the same page, after whatever went wrong. */
async function expectGood(): Promise<void> {
  const { outputs, error } = await run(adding, {
    a: [[1, 2]],
    b: { data: [0.5, 0.25], type: 'float32', dims: [1, 2] },
  });
  expect(error).toBeUndefined();
  expect(outputs['y']).toEqual({ data: Float32Array.of(1.5, 2.25), type: 'float32', dims: [1, 2] });
}

test('tensors go in as nested lists or with type and shape, and come out with both', async () => {
  await expectGood();
  const long = onnxFile({ operator: 'Identity', inputs: { x: { type: 7, shape: ['n'] } } });
  expect((await run(long, { x: [1, -2, 3] })).outputs['y']).toEqual({
    data: [1, -2, 3],
    type: 'int64',
    dims: [3],
  });
  const flags = onnxFile({ operator: 'Not', inputs: { x: { type: 9, shape: [2] } } });
  expect((await run(flags, { x: [true, false] })).outputs['y']).toMatchObject({ data: Uint8Array.of(0, 1) });
});

test.each<[string, Record<string, unknown>, string]>([
  ['an input too many', { a: [[1, 2]], b: [[1, 2]], c: [1] }, 'The model has no input "c".'],
  ['an input too few', { a: [[1, 2]] }, 'The model needs the input "b".'],
  [
    'another shape',
    { a: [[1, 2, 3]], b: [[1, 2]] },
    'The input "a" is float32 of the shape [n, 2]; this has the shape [1, 3].',
  ],
  [
    'another type',
    { a: { data: [1, 2], type: 'int32', dims: [1, 2] }, b: [[1, 2]] },
    'The input "a" is float32 of the shape [n, 2]; this is of int32.',
  ],
  [
    'too few values',
    { a: { data: [1], dims: [1, 2] }, b: [[1, 2]] },
    'The input "a" is float32 of the shape [n, 2]; 1 values do not fill the shape [1, 2].',
  ],
  [
    'no numbers',
    { a: [['x', 'y']], b: [[1, 2]] },
    'The input "a" is float32 of the shape [n, 2]; "x" is no value of it.',
  ],
])('%s is told with what the model expects', async (_case, tensors, message) => {
  const { error } = await run(adding, tensors);
  expect(error).toMatchObject({ code: 'tensor_invalid', message, hint: expect.any(String) });
  await expectGood();
});

test.each<[string, () => Promise<Blob> | Blob, string]>([
  ['an unknown operator', () => onnxFile({ operator: 'Frobnicate', inputs: { a: float(2) } }), 'operator'],
  [
    'weights outside its folder',
    () =>
      onnxFile({
        operator: 'Add',
        inputs: { a: float(1) },
        reads: ['a', 'c'],
        externalData: '../../secret.bin',
      }),
    'outside its own folder',
  ],
  [
    'weights at an address',
    () =>
      onnxFile({
        operator: 'Add',
        inputs: { a: float(1) },
        reads: ['a', 'c'],
        externalData: 'https://example.org/w',
      }),
    'outside its own folder',
  ],
  [
    'weights that are not there',
    () => onnxFile({ operator: 'Add', inputs: { a: float(1) }, reads: ['a', 'c'], externalData: 'w.bin' }),
    'not there',
  ],
  ['a file that was cut short', async () => adding.slice(0, adding.size - 20), 'cannot be read'],
  ['a file of something else', () => new Blob(['this is a text, and no model']), 'cannot be read'],
])('%s is told, and the next good model runs', async (_case, model, message) => {
  const { error } = await run(await model(), { a: [1] });
  expect(error).toMatchObject({
    code: 'model_invalid',
    message: expect.stringContaining(message),
    hint: expect.any(String),
  });
  await expectGood();
});
