import { expect, test } from 'vitest';
import { ByteSink } from '../../src/storage/archive/byte-sink.ts';
import { readValue, ValueWriter } from '../../src/storage/archive/value-codec.ts';

async function there(value: unknown): Promise<{ readonly json: string; readonly back: unknown }> {
  const sink = new ByteSink();
  const json = JSON.stringify(new ValueWriter(sink).write(value));
  const bytes = new Uint8Array(await sink.content().arrayBuffer());
  return { json, back: readValue(JSON.parse(json), bytes) };
}

test('whatever IndexedDB keeps comes back as it was', async () => {
  const value = {
    text: 'a “text”',
    numbers: [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    wide: 12345678901234567890n,
    nothing: [null, undefined],
    when: [new Date(5), new Date(Number.NaN)],
    map: new Map<unknown, unknown>([[{ a: 1 }, new Set([1, 'x'])]]),
    pattern: /a+/gi,
    vector: Float32Array.of(0.1, Number.NaN),
    odd: new Uint16Array(Uint8Array.of(9, 9, 1, 2, 3, 4).buffer, 2, 2),
    wideVector: BigInt64Array.of(-1n),
    bytes: Uint8Array.of(1, 2, 3).buffer,
    view: new DataView(Uint8Array.of(4, 5).buffer),
    error: Object.defineProperty(new Error('no'), 'name', { value: 'DataError' }),
    file: { kind: 'file', id: 'x', name: 'y', type: 'z', size: 1, sha256: 'h' },
  };
  expect((await there(value)).back).toStrictEqual(value);
});

test('a map that looks like a mark, or has a dangerous key, is a map', async () => {
  const value = { $: 'Float32Array', at: 0, more: { $: { $: 'number', text: '1' } } };
  expect((await there(value)).back).toStrictEqual(value);
  const { back } = await there(JSON.parse('{"__proto__": {"polluted": true}}'));
  expect(Object.keys(back as object)).toEqual(['__proto__']);
  expect((back as { polluted?: boolean }).polluted).toBeUndefined();
});

test('bytes are no text, and those that stand twice are written once', async () => {
  const vector = Float32Array.from({ length: 1000 }, Math.random);
  const sink = new ByteSink();
  const json = JSON.stringify(new ValueWriter(sink).write([vector, { again: vector }]));
  expect(json.length).toBeLessThan(200);
  expect(sink.content().size).toBe(4000);
});

test('a value in a circle is refused with a sentence, and one that only stands twice is not', async () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = [circle];
  await expect(there(circle)).rejects.toMatchObject({ code: 'not_storable' });
  let deep: unknown = 'end';
  for (let level = 0; level < 5000; level++) deep = [deep];
  await expect(there(deep)).rejects.toMatchObject({ code: 'not_storable' });
  const twice = { a: 1 };
  expect((await there([twice, twice])).back).toEqual([twice, twice]);
});

test('marks that nobody has written are refused', () => {
  const none = new Uint8Array(4);
  for (const value of [
    { $: 'Float32Array', at: 0, length: 8 },
    { $: 'Float32Array', at: -4, length: 4 },
    { $: 'constructor', at: 0, length: 4 },
    { $: 'Map', entries: 'none' },
  ]) {
    expect(() => readValue(value, none)).toThrow(expect.objectContaining({ code: 'archive_damaged' }));
  }
});
