import { FlowError } from '../../../errors/index.ts';
import { fieldsOf } from './protobuf-reader.ts';

// Numbers of fields in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_INITIALIZER = 5;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE_TENSOR = 5;
const ATTRIBUTE_GRAPH = 6;
const ATTRIBUTE_TENSORS = 10;
const ATTRIBUTE_GRAPHS = 11;
const TENSOR_EXTERNAL_DATA = 13;
const ENTRY_KEY = 1;
const ENTRY_VALUE = 2;

/**
 * The files beside an ONNX file that its tensors say their data lies in, each once.
 * Rejects with `model_invalid` where the bytes are no ONNX file, or not all of one.
 *
 * @param name what the file is called in that case
 */
export async function externalLocations(content: Blob, name: string): Promise<readonly string[]> {
  const bytes = new Uint8Array(await content.arrayBuffer());
  const found = new Set<string>();
  try {
    let hasGraph = false;
    for (const field of fieldsOf(bytes, 0, bytes.length)) {
      if (field.number !== MODEL_GRAPH) continue;
      hasGraph = true;
      readGraph(bytes, field.begin, field.end, found);
    }
    if (!hasGraph) throw new RangeError('There is no graph in it.');
  } catch (cause) {
    const hint = 'Bring the file once more: it was cut short or altered, or is of another kind.';
    throw new FlowError(
      'model_invalid',
      `${name} cannot be read: it is no ONNX file, or not all of one: ${(cause as Error).message}`,
      {
        hint,
        cause,
      },
    );
  }
  return [...found];
}

function readGraph(bytes: Uint8Array, begin: number, end: number, found: Set<string>): void {
  for (const field of fieldsOf(bytes, begin, end)) {
    if (field.number === GRAPH_INITIALIZER) readTensor(bytes, field.begin, field.end, found);
    if (field.number === GRAPH_NODE) readNode(bytes, field.begin, field.end, found);
  }
}

function readNode(bytes: Uint8Array, begin: number, end: number, found: Set<string>): void {
  for (const attribute of fieldsOf(bytes, begin, end)) {
    if (attribute.number !== NODE_ATTRIBUTE) continue;
    for (const field of fieldsOf(bytes, attribute.begin, attribute.end)) {
      const isTensor = field.number === ATTRIBUTE_TENSOR || field.number === ATTRIBUTE_TENSORS;
      const isGraph = field.number === ATTRIBUTE_GRAPH || field.number === ATTRIBUTE_GRAPHS;
      if (isTensor) readTensor(bytes, field.begin, field.end, found);
      if (isGraph) readGraph(bytes, field.begin, field.end, found);
    }
  }
}

function readTensor(bytes: Uint8Array, begin: number, end: number, found: Set<string>): void {
  const text = new TextDecoder();
  for (const entry of fieldsOf(bytes, begin, end)) {
    if (entry.number !== TENSOR_EXTERNAL_DATA) continue;
    let key = '';
    let value = '';
    for (const field of fieldsOf(bytes, entry.begin, entry.end)) {
      if (field.number === ENTRY_KEY) key = text.decode(bytes.subarray(field.begin, field.end));
      if (field.number === ENTRY_VALUE) value = text.decode(bytes.subarray(field.begin, field.end));
    }
    if (key === 'location') found.add(value);
  }
}
