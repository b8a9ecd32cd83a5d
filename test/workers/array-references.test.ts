import { expect, test } from 'vitest';
import {
  ArrayReceiver,
  ArraySender,
  type WithReferences,
} from '../../src/workers/bridge/array-references.ts';

const LARGE = 64 * 1024;

/** A line between two threads: what is sent is cloned, and its buffers change hands. */
function openLine() {
  const sender = new ArraySender();
  const receiver = new ArrayReceiver();
  const bytes: number[] = [];
  const arrive = (message: WithReferences, transferred: ArrayBuffer[]): unknown => {
    bytes.push(transferred.reduce((sum, { byteLength }) => sum + byteLength, 0));
    return receiver.unpack(structuredClone(message, { transfer: transferred }));
  };
  const send = (value: unknown, options = {}): unknown => {
    let arrived: unknown;
    const post = (message: WithReferences, transferred: ArrayBuffer[]): void => {
      arrived = arrive(message, transferred);
    };
    sender.send(value, post, options);
    return arrived;
  };
  const sendLast = (value: unknown): unknown => {
    const { message, transferred } = sender.last(value);
    return arrive(message, transferred);
  };
  return { send, sendLast, bytes };
}

function counted(bytes: number): Float32Array {
  return Float32Array.from({ length: bytes / 4 }, (_, index) => index);
}

test('a value arrives as it was sent, wherever its large arrays stand', () => {
  const { send, bytes } = openLine();
  const vector = counted(LARGE);
  const value = {
    outputs: { vector, list: [1, { again: vector, none: null }, 'text'], wide: new BigInt64Array(LARGE / 8) },
    raw: new Uint8Array([...Array(LARGE)].map((_, index) => index)).buffer,
    small: Float32Array.of(1, 2, 3),
    missing: undefined,
  };
  const arrived = send(value) as typeof value;
  expect(arrived).toEqual(value);
  expect(arrived.outputs.list[1]).toHaveProperty('again', arrived.outputs.vector);
  expect((arrived.outputs.list[1] as { again: unknown }).again).toBe(arrived.outputs.vector);
  expect(bytes).toEqual([3 * LARGE]);
  // Whoever sent it goes on with it.
  expect(vector.length).toBe(LARGE / 4);
});

test('an array crosses once, and later messages have the same one', () => {
  const { send, sendLast, bytes } = openLine();
  const vector = counted(4 * LARGE);
  const first = send({ type: 'step_succeeded', outputs: { vector } });
  const second = sendLast({ outputs: { best: [vector] } });
  expect(second).toEqual({ outputs: { best: [vector] } });
  expect((second as { outputs: { best: unknown[] } }).outputs.best[0]).toBe(
    (first as { outputs: { vector: unknown } }).outputs.vector,
  );
  expect(bytes).toEqual([4 * LARGE, 0]);
});

test('the large array may be the whole value', () => {
  const { send } = openLine();
  expect(send(counted(LARGE))).toEqual(counted(LARGE));
});

test('of a view of a part, only the part crosses', () => {
  const { send, bytes } = openLine();
  const part = counted(8 * LARGE).subarray(10, 10 + LARGE / 4);
  expect(send([part])).toEqual([Float32Array.from(part)]);
  expect(bytes).toEqual([LARGE]);
});

test('what is small, shared or nested without an end is cloned as before', () => {
  const { send, bytes } = openLine();
  const shared = new Uint8Array(new SharedArrayBuffer(LARGE));
  const endless: Record<string, unknown> = { small: new Uint8Array(LARGE - 1) };
  endless['self'] = endless;
  const arrived = send({ shared, endless, map: new Map([['kept', new Uint8Array(LARGE)]]) }) as {
    shared: Uint8Array;
    endless: { self: unknown; small: Uint8Array };
    map: Map<string, Uint8Array>;
  };
  expect(bytes).toEqual([0]);
  shared[0] = 7;
  expect(arrived.shared[0]).toBe(7);
  expect(arrived.endless.self).toBe(arrived.endless);
  expect(arrived.endless.small.length).toBe(LARGE - 1);
  expect(arrived.map.get('kept')?.length).toBe(LARGE);
});

test('an array that was only passing crosses again', () => {
  const { send, sendLast, bytes } = openLine();
  const vector = counted(LARGE);
  expect(send({ vector }, { isPassing: true })).toEqual({ vector });
  expect(send([vector])).toEqual([vector]);
  expect(send({ vector }, { isPassing: true })).toEqual({ vector });
  expect(sendLast(vector)).toEqual(vector);
  expect(bytes).toEqual([LARGE, LARGE, 0, 0]);
});

test('an array whose message could not be sent crosses with the next one', () => {
  const { send, bytes } = openLine();
  const vector = counted(LARGE);
  expect(() => send({ vector, call: () => {} })).toThrow(/could not be cloned/);
  expect(send({ vector })).toEqual({ vector });
  expect(bytes).toEqual([LARGE, LARGE]);
});

test('what refers to an array that never came is a fault, not a value with a gap', () => {
  const message = { value: { vector: null }, gaps: [{ path: ['value', 'vector'], id: 0 }], arrays: [] };
  expect(() => new ArrayReceiver().unpack({ ...message, isPassing: false })).toThrow(/did not arrive/);
});

test('a value without an end arrives as one, with its large array', () => {
  const { send } = openLine();
  const graph: { nodes: unknown[]; heights: Float32Array } = { nodes: [], heights: counted(LARGE) };
  graph.nodes = Array.from({ length: 100 }, (_, at) => ({ at, graph }));
  const arrived = send({ graph, list: graph.nodes }) as { graph: typeof graph; list: unknown[] };
  expect(arrived.graph.heights).toEqual(graph.heights);
  expect(arrived.graph.nodes.length).toBe(100);
  expect(arrived.list).toBe(arrived.graph.nodes);
  for (const node of arrived.graph.nodes) expect((node as { graph: unknown }).graph).toBe(arrived.graph);
});

test('a value that stands in very many places is looked through once', () => {
  const { send } = openLine();
  let value: unknown = ['leaf'];
  for (let depth = 0; depth < 18; depth++) value = Array(10).fill(value);
  expect(send({ value, vector: counted(LARGE) })).toHaveProperty('vector', counted(LARGE));
});

test('keys that mean something to the language are names like others', () => {
  const { send } = openLine();
  const value: Record<string, Record<string, unknown>> = JSON.parse('{"__proto__": {"constructor": 1}}');
  for (const inner of Object.values(value)) inner['array'] = counted(LARGE);
  const arrived = send({ value }) as { value: object };
  expect(Object.keys(arrived.value)).toEqual(['__proto__']);
  expect(Object.values(arrived.value)).toEqual([{ constructor: 1, array: counted(LARGE) }]);
});
