import { message, number, text } from './protobuf.ts';

/** Writes small ONNX files, by the numbers of fields in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
export interface SmallModel {
  readonly operator: string;
  readonly inputs: Readonly<Record<string, SmallTensor>>;
  /** What the operator reads, in order; the inputs where it is left out. */
  readonly reads?: readonly string[];
  /** Where a constant named `c`, of one float, says that its value lies. */
  readonly externalData?: string;
}

export interface SmallTensor {
  /** 1: float32, 7: int64, 8: string, 9: bool */
  readonly type: number;
  /** A name stands for any size. */
  readonly shape: readonly (number | string)[];
}

export function onnxFile({ operator, inputs, reads, externalData }: SmallModel): Blob {
  const names = Object.keys(inputs);
  const node = [...(reads ?? names).flatMap((name) => text(1, name)), ...text(2, 'y'), ...text(4, operator)];
  const [first = { type: 1, shape: [] }] = Object.values(inputs);
  const entry = (key: string, value: string): number[] => message(13, [...text(1, key), ...text(2, value)]);
  const constant =
    externalData === undefined
      ? []
      : message(5, [
          ...number(1, 1),
          ...number(2, 1),
          ...text(8, 'c'),
          ...entry('location', externalData),
          ...entry('length', '4'),
          ...number(14, 1),
        ]);
  const graph = [
    ...message(1, node),
    ...text(2, 'g'),
    ...constant,
    ...Object.entries(inputs).flatMap(([name, tensor]) => message(11, valueInfo(name, tensor))),
    ...message(12, valueInfo('y', first)),
  ];
  const opset = [...text(1, ''), ...number(2, 13)];
  return new Blob([Uint8Array.from([...number(1, 8), ...message(7, graph), ...message(8, opset)])]);
}

export function valueInfo(name: string, { type, shape }: SmallTensor): number[] {
  const sizes = shape.flatMap((size) =>
    message(1, typeof size === 'number' ? number(1, size) : text(2, size)),
  );
  return [...text(1, name), ...message(2, message(1, [...number(1, type), ...message(2, sizes)]))];
}
