import { PbfWriter } from 'pbf';
import {
  type Attribute,
  elementTypes,
  type OnnxConstant,
  type OnnxModel,
  type OnnxNode,
  type OnnxValue,
} from './onnx-model.ts';

/** The set of operators that graphs are written in. */
const OPERATOR_SET = 17;
/** The version of the format that came with it. */
const FORMAT = 8;

/**
 * Writes an ONNX file. The same model gives the same bytes, whatever machine writes it.
 * The numbers are those of the fields in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function writeOnnx(model: OnnxModel): Uint8Array {
  const writer = new PbfWriter();
  writer.writeVarintField(1, FORMAT);
  writer.writeStringField(2, 'prompt-flow');
  writer.writeMessage(7, writeGraph, model);
  writer.writeMessage(8, writeOperatorSet, OPERATOR_SET);
  for (const note of Object.entries(model.notes)) writer.writeMessage(14, writeNote, note);
  return writer.finish();
}

function writeGraph({ name, nodes, constants, inputs, outputs }: OnnxModel, writer: PbfWriter): void {
  for (const node of nodes) writer.writeMessage(1, writeNode, node);
  writer.writeStringField(2, name);
  for (const constant of constants) writer.writeMessage(5, writeConstant, constant);
  for (const input of inputs) writer.writeMessage(11, writeValue, input);
  for (const output of outputs) writer.writeMessage(12, writeValue, output);
}

function writeNode({ operator, inputs, outputs, attributes }: OnnxNode, writer: PbfWriter): void {
  for (const input of inputs) writer.writeStringField(1, input);
  for (const output of outputs) writer.writeStringField(2, output);
  writer.writeStringField(4, operator);
  for (const attribute of Object.entries(attributes)) writer.writeMessage(5, writeAttribute, attribute);
}

function writeAttribute([name, value]: [string, Attribute], writer: PbfWriter): void {
  const [FLOAT, INTEGER, TEXT, INTEGERS] = [1, 2, 3, 7];
  writer.writeStringField(1, name);
  if (typeof value === 'number') {
    writer.writeVarintField(3, value);
    writer.writeVarintField(20, INTEGER);
  } else if (typeof value === 'string') {
    writer.writeStringField(4, value);
    writer.writeVarintField(20, TEXT);
  } else if ('float' in value) {
    writer.writeFloatField(2, value.float);
    writer.writeVarintField(20, FLOAT);
  } else {
    for (const each of value) writer.writeVarintField(8, each);
    writer.writeVarintField(20, INTEGERS);
  }
}

function writeConstant({ name, type, shape, data }: OnnxConstant, writer: PbfWriter): void {
  for (const size of shape) writer.writeVarintField(1, size);
  writer.writeVarintField(2, elementTypes[type]);
  writer.writeStringField(8, name);
  writer.writeBytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValue({ name, type, shape }: OnnxValue, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  const writeSize = (size: number | string, inner: PbfWriter): void => {
    if (typeof size === 'number') inner.writeVarintField(1, size);
    else inner.writeStringField(2, size);
  };
  const writeShape = (_: unknown, inner: PbfWriter): void => {
    for (const size of shape) inner.writeMessage(1, writeSize, size);
  };
  const writeTensor = (_: unknown, inner: PbfWriter): void => {
    inner.writeVarintField(1, elementTypes[type]);
    inner.writeMessage(2, writeShape, shape);
  };
  const writeType = (_: unknown, inner: PbfWriter): void => inner.writeMessage(1, writeTensor, shape);
  writer.writeMessage(2, writeType, shape);
}

function writeOperatorSet(version: number, writer: PbfWriter): void {
  // Without a name: the operators of ONNX itself.
  writer.writeStringField(1, '');
  writer.writeVarintField(2, version);
}

function writeNote([key, value]: [string, string], writer: PbfWriter): void {
  writer.writeStringField(1, key);
  writer.writeStringField(2, value);
}
