import { InferenceSession } from 'onnxruntime-web/webgpu';

/**
 * Makes the runtime start, which it does not do before its first session: it fetches and compiles its wasm while the
 * weights are still on their way. The session is the smallest there is: one node that hands its input on.
 */
export async function startRuntime(): Promise<void> {
  const session = await InferenceSession.create(identityModel(), { executionProviders: ['wasm'] });
  await session.release();
}

// Numbers of fields and types in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const LENGTH_DELIMITED = 2;
const VARINT = 0;

/** `y = Identity(x)` on one float, as an ONNX file. */
function identityModel(): Uint8Array {
  const shape = message(1, number(1, 1));
  const tensor = message(1, [...number(1, 1), ...message(2, shape)]);
  const value = (name: string): number[] => [...text(1, name), ...message(2, tensor)];
  const node = [...text(1, 'x'), ...text(2, 'y'), ...text(4, 'Identity')];
  const graph = [
    ...message(1, node),
    ...text(2, 'g'),
    ...message(11, value('x')),
    ...message(12, value('y')),
  ];
  return Uint8Array.from([
    ...number(1, 8),
    ...message(7, graph),
    ...message(8, [...text(1, ''), ...number(2, 13)]),
  ]);
}

/** Every length and number here is below 128, which protobuf writes as one byte. */
function message(field: number, content: readonly number[]): number[] {
  return [field * 8 + LENGTH_DELIMITED, content.length, ...content];
}

function number(field: number, value: number): number[] {
  return [field * 8 + VARINT, value];
}

function text(field: number, value: string): number[] {
  return message(field, [...new TextEncoder().encode(value)]);
}
