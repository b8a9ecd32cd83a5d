import { describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../../src/storage/database/open-database.ts';
import { forgetProbe } from '../../../src/storage/files/blob-probe.ts';
import { changingFiles, forgetFilesOfRun } from '../../../src/storage/files/file-rooms.ts';
import { IndexedDbFileStore } from '../../../src/storage/files/indexed-db-file-store.ts';
import { SLICE_BYTES, streamOf } from '../../../src/storage/files/slices.ts';
import { StoredFiles } from '../../../src/storage/files/stored-files.ts';
import { sweepFiles } from '../../../src/storage/files/sweep-files.ts';
import { bytesOf, freshDatabase, streamOfPieces } from './fresh-database.ts';

freshDatabase();
const files = new StoredFiles(new IndexedDbFileStore());

const sha256Of = async (bytes: BufferSource): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
const hashOf = async (content: Blob): Promise<string> => sha256Of(await content.arrayBuffer());
const counts = async (): Promise<Record<string, number>> => {
  const database = await openDatabase();
  const names = ['files', 'chunks', 'holds', 'paths'] as const;
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await database.count(name)] as const)),
  );
};

describe('bytes go in and come out as they were', () => {
  test.each([0, 1, SLICE_BYTES - 1, SLICE_BYTES, SLICE_BYTES + 1, 2 * SLICE_BYTES, 2 * SLICE_BYTES + 5])(
    '%i bytes, as a Blob and as a stream',
    async (size) => {
      const bytes = bytesOf(size);
      const hash = await sha256Of(bytes);
      const streamed = await files.keep(streamOfPieces(bytes, 1_000_003), 'a.bin');
      expect(streamed).toMatchObject({ name: 'a.bin', size, sha256: hash });
      expect(await hashOf(await files.open(streamed))).toBe(hash);
      const after = await counts();
      expect(after).toMatchObject({ files: 1, chunks: Math.ceil(size / SLICE_BYTES) });
      expect(await files.keep(new Blob([bytes]), 'b.bin')).toMatchObject({ sha256: hash, size });
      expect(await counts()).toEqual(after);
      await files.release('nobody');
    },
  );

  test('a Blob of several pieces, and its own stream', async () => {
    const bytes = bytesOf(2 * SLICE_BYTES + 5);
    const kept = await files.keep(new File([bytes], 'large.bin'));
    expect(kept).toMatchObject({ name: 'large.bin', sha256: await sha256Of(bytes) });
    const content = await files.open(kept);
    expect(await files.keep(streamOf(content), 'copy.bin')).toMatchObject({ sha256: kept.sha256 });
    expect(await counts()).toMatchObject({ files: 1, chunks: 3 });
  });

  test('the same bytes that arrive twice at once are stored once', async () => {
    const bytes = bytesOf(SLICE_BYTES + 5);
    await Promise.all([1, 2, 3].map(() => files.keep(streamOfPieces(bytes, SLICE_BYTES))));
    expect(await counts()).toMatchObject({ files: 1, chunks: 2 });
  });

  test('the type is that of the content, on the reference and on the bytes', async () => {
    const kept = await files.keep(new File(['a,b\n1,2\n'], 'table.csv', { type: 'image/png' }));
    expect(kept.type).toBe('text/csv');
    expect((await files.open(kept)).type).toBe('text/csv');
  });

  test('a stream that breaks leaves nothing behind', async () => {
    const error = new Error('The line was cut.');
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 20) controller.enqueue(new Uint8Array(1024 * 1024));
        else controller.error(error);
      },
    });
    await expect(files.keep(stream)).rejects.toBe(error);
    expect(await counts()).toMatchObject({ files: 0, chunks: 0 });
  });

  test('a stream of something else is refused, and told that nobody listens any more', async () => {
    const cancel = vi.fn();
    const stream = new ReadableStream({ pull: (controller) => controller.enqueue('text'), cancel });
    await expect(files.keep(stream)).rejects.toMatchObject({ code: 'file_invalid' });
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe('an engine that refuses Blobs', () => {
  /** As WebKit does under automation: the request fails. This engine takes them, and so is told not to. */
  const refuseBlobs = (): void => {
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (Object.values(value as object).some((member) => member instanceof Blob)) {
        throw new DOMException('A Blob cannot be stored.', 'DataCloneError');
      }
      return key === undefined ? put.call(this, value) : put.call(this, value, key);
    });
    forgetProbe();
  };

  test('gets records of bytes, and gives the same files', async () => {
    refuseBlobs();
    try {
      const bytes = bytesOf(SLICE_BYTES + 5);
      for (const content of [new Blob([bytes]), streamOfPieces(bytesOf(SLICE_BYTES + 5, 2), 100_000)]) {
        const kept = await files.keep(content, 'a.bin');
        expect(await hashOf(await files.open(kept))).toBe(kept.sha256);
      }
      const database = await openDatabase();
      const chunks = await database.getAll('chunks');
      expect(chunks.map(({ content }) => content instanceof ArrayBuffer)).toEqual([true, true, true, true]);
    } finally {
      vi.restoreAllMocks();
      forgetProbe();
    }
  });
});

describe('who needs bytes', () => {
  test('they stay until the last holder lets go', async () => {
    const file = await files.keep(new Blob(['shared']), 'a', 'task/1');
    await files.hold(file, 'task/2');
    await files.release('task/1');
    expect(await (await files.open(file)).text()).toBe('shared');
    await files.release('task/2');
    await expect(files.open(file)).rejects.toMatchObject({ code: 'file_not_found' });
    expect(await counts()).toEqual({ files: 0, chunks: 0, holds: 0, paths: 0 });
    await expect(files.hold(file, 'task/3')).rejects.toMatchObject({ code: 'file_not_found' });
  });

  test('of large files all pieces go', async () => {
    await files.keep(streamOfPieces(bytesOf(SLICE_BYTES + 5), 1_000_000), 'a', 'task/1');
    await files.release('task/1');
    expect(await counts()).toEqual({ files: 0, chunks: 0, holds: 0, paths: 0 });
  });

  test('pieces that a tab left behind are swept, those that another tab is writing are not', async () => {
    const database = await openDatabase();
    await database.put('chunks', { sha256: 'pieces/left', index: 0, content: new Blob(['x']) });
    await database.put('chunks', { sha256: 'pieces/left', index: 1, content: new Blob(['x']) });
    const kept = await files.keep(streamOfPieces(bytesOf(SLICE_BYTES + 5), 1_000_000));
    let goOn = (): void => {};
    let underWay = (): void => {};
    const isUnderWay = new Promise<void>((resolve) => {
      underWay = resolve;
    });
    const bytes = bytesOf(2 * SLICE_BYTES, 2);
    let sent = 0;
    const slow = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          if (sent >= bytes.length) return controller.close();
          if (sent >= SLICE_BYTES) {
            underWay();
            await new Promise<void>((resolve) => {
              goOn = resolve;
            });
          }
          controller.enqueue(bytes.slice(sent, sent + SLICE_BYTES));
          sent += SLICE_BYTES;
        },
      },
      { highWaterMark: 0 },
    );
    const arriving = files.keep(slow);
    await isUnderWay;
    await sweepFiles();
    expect(await database.count('chunks')).toBe(3);
    goOn();
    for (const file of [kept, await arriving]) {
      expect(await hashOf(await files.open(file))).toBe(file.sha256);
    }
  });
});

describe('paths', () => {
  const run = files.ofRun('r1');

  test('a file lies where it was written, until something else does', async () => {
    const one = await run.write('runs/r1/out/page.txt', new Blob(['one']));
    expect(one).toMatchObject({ name: 'page.txt', type: 'text/plain' });
    expect(await files.find('runs/r1/out/page.txt')).toEqual(one);
    expect(await (await run.open('runs/r1/out/page.txt')).text()).toBe('one');
    const two = await run.write('runs/r1/out/page.txt', new Blob(['two']));
    expect(await run.find('runs/r1/out/page.txt')).toEqual(two);
    await expect(files.open(one)).rejects.toMatchObject({ code: 'file_not_found' });
    await run.write('runs/r1/out/page.txt', two);
    expect(await (await files.open(two)).text()).toBe('two');
    await run.remove('runs/r1/out/page.txt');
    expect(await counts()).toEqual({ files: 0, chunks: 0, holds: 0, paths: 0 });
    expect(await run.find('runs/r1/out/page.txt')).toBeUndefined();
  });

  test('one run does not write into the folder of another, and reads it', async () => {
    await run.write('runs/r1/a', new Blob(['a']));
    const other = files.ofRun('r2');
    await expect(other.write('runs/r1/a', new Blob(['b']))).rejects.toMatchObject({ code: 'invalid_path' });
    await expect(other.remove('runs/r1/a')).rejects.toMatchObject({ code: 'invalid_path' });
    expect(await (await other.open('runs/r1/a')).text()).toBe('a');
  });

  test('at its end a run loses its folder and what it did not put out, and nothing else', async () => {
    await run.write('runs/r1/temp.txt', new Blob(['temp']));
    const placedAndPutOut = await run.write('runs/r1/out.txt', new Blob(['out']));
    await run.keep(new Blob(['dropped']));
    const putOut = await run.keep(new Blob(['put out']));
    for (const file of [placedAndPutOut, putOut]) await files.hold(file, 'run/r1');
    await files.ofRun('r10').write('runs/r10/other.txt', new Blob(['other']));
    await files.endRun('r1', { keepTemp: false, isWrittenDown: true });
    expect(await counts()).toEqual({ files: 3, chunks: 3, holds: 3, paths: 1 });
    expect(await (await files.open(placedAndPutOut)).text()).toBe('out');
    expect(await (await files.open(putOut)).text()).toBe('put out');
    await changingFiles((transaction) => forgetFilesOfRun(transaction, 'r1'));
    expect(await counts()).toEqual({ files: 1, chunks: 1, holds: 1, paths: 1 });
  });

  test('temporary files may stay until the run is deleted', async () => {
    await run.write('runs/r1/temp.txt', new Blob(['temp']));
    await files.endRun('r1', { keepTemp: true, isWrittenDown: true });
    expect(await (await files.open('runs/r1/temp.txt')).text()).toBe('temp');
    await changingFiles((transaction) => forgetFilesOfRun(transaction, 'r1'));
    expect(await counts()).toEqual({ files: 0, chunks: 0, holds: 0, paths: 0 });
  });

  test('what a run put out that is not written down can be shown for a day', async () => {
    const shown = await run.write('runs/r1/shown.txt', new Blob(['shown']));
    await files.endRun('r1', { keepTemp: false, isWrittenDown: false });
    expect(await files.find('runs/r1/shown.txt')).toBeUndefined();
    await sweepFiles();
    expect(await (await files.open(shown)).text()).toBe('shown');
    const database = await openDatabase();
    await database.put('files', {
      ...(await database.get('files', shown.sha256)),
      usedAt: Date.now() - 25 * 60 * 60 * 1000,
    } as never);
    await sweepFiles();
    expect(await counts()).toEqual({ files: 0, chunks: 0, holds: 0, paths: 0 });
  });
});

describe('what was damaged', () => {
  const large = (): Promise<Awaited<ReturnType<typeof files.keep>>> =>
    files.keep(streamOfPieces(bytesOf(2 * SLICE_BYTES + 5), 1_000_000), 'large.bin');

  test.each<[string, string, (key: string) => Promise<unknown>]>([
    [
      'a piece is gone',
      'piece 2 of 3 is gone',
      async (key) => (await openDatabase()).delete('chunks', [key, 1]),
    ],
    [
      'the last piece is gone',
      'piece 3 of 3 is gone',
      async (key) => (await openDatabase()).delete('chunks', [key, 2]),
    ],
    [
      'a piece is something else',
      'piece 2 of 3 cannot be read',
      async (key) =>
        (await openDatabase()).put('chunks', { sha256: key, index: 1, content: 'x' as unknown as Blob }),
    ],
    [
      'a piece is shorter',
      'bytes instead of',
      async (key) =>
        (await openDatabase()).put('chunks', { sha256: key, index: 1, content: new Blob(['x']) }),
    ],
    [
      'there is a piece too many',
      '4 pieces instead of 3',
      async (key) =>
        (await openDatabase()).put('chunks', { sha256: key, index: 3, content: new Blob(['x']) }),
    ],
  ])(
    '%s: the file is said to be damaged, others are intact, and the same bytes mend it',
    async (_, why, damage) => {
      const other = await files.keep(new Blob(['other']), 'other');
      const file = await large();
      const record = await (await openDatabase()).get('files', file.sha256);
      await damage(record?.under ?? file.sha256);
      await expect(files.open(file)).rejects.toMatchObject({
        code: 'file_damaged',
        message: expect.stringMatching(new RegExp(`"large.bin".*${why}`)),
      });
      expect(await (await files.open(other)).text()).toBe('other');
      expect((await large()).sha256).toBe(file.sha256);
      expect(await hashOf(await files.open(file))).toBe(file.sha256);
      expect(await counts()).toMatchObject({ files: 2, chunks: 4 });
    },
  );
});
