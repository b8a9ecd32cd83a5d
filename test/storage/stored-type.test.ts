import { expect, test } from 'vitest';
import { storedType } from '../../src/storage/files/stored-type.ts';

// The head of a WebM as MediaRecorder writes it: EBML with the document type "webm".
const webm = Uint8Array.from([
  0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1, 0x42, 0xf7, 0x81, 1, 0x42, 0xf2, 0x81, 4, 0x42, 0xf3,
  0x81, 8, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d, 0x42, 0x87, 0x81, 4, 0x42, 0x85, 0x81, 2,
]);
const gif = Uint8Array.from(
  Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
);

test.each<[string, BlobPart, string, string, string]>([
  ['a text is a table where its Blob says so', 'a,b', 'out', 'text/csv; charset=utf-8', 'text/csv'],
  ['a text is no page because its Blob says so', 'a,b', 'out', 'text/html', 'text/plain'],
  ['a picture is no table', gif, 'a.csv', 'text/csv', 'image/gif'],
  ['a recording is sound', webm, 'file', 'audio/webm;codecs=opus', 'audio/webm'],
  ['a film is none', webm, 'file', 'video/webm', 'video/webm'],
  ['a film that says it is another sound', webm, 'file', 'audio/mp4', 'video/webm'],
  [
    'bytes that nobody knows are what their maker says',
    Uint8Array.of(0, 1, 2),
    'a',
    'application/x-mine',
    'application/x-mine',
  ],
  ['and nothing where that is no type', Uint8Array.of(0, 1, 2), 'a', 'nonsense', 'application/octet-stream'],
])('%s', async (_, content, name, said, type) => {
  expect(await storedType(new Blob([content]), name, said)).toBe(type);
});
