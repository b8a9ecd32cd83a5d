import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Report } from '../report.ts';
import type { LockedFile, LockedModel } from './model-lock.ts';

/** The model hub, or a mirror of it that PROMPTFLOW_HUB names. */
export function hubAddress(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return (env['PROMPTFLOW_HUB'] || 'https://huggingface.co').replace(/\/+$/, '');
}

/** Downloads some of a model's files from the hub, into a folder. */
export async function fetchFromHub(
  hub: NonNullable<LockedModel['hub']>,
  files: readonly LockedFile[],
  folder: string,
  report: Report,
  address: string = hubAddress(),
): Promise<void> {
  for (const file of files) {
    const url = `${address}/${hub.repository}/resolve/${encodeURIComponent(hub.revision)}/${file.path}`;
    const response = await fetch(url).catch((cause: unknown) => {
      throw new Error(`${url} cannot be reached.`, { cause });
    });
    if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}.`);
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    const meter = report.meter(`  ${hub.repository}/${file.path}`, file.size);
    let bytes = 0;
    try {
      await pipeline(
        // The same class under two names: the page's in lib.dom, Node's here.
        Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
        async function* count(source: AsyncIterable<Uint8Array>) {
          for await (const part of source) {
            bytes += part.length;
            // Whatever sends more than the file's size is not the file.
            if (bytes > file.size)
              throw new Error(`${url} sends more than the ${file.size} bytes of the file.`);
            meter.at(bytes);
            yield part;
          }
        },
        createWriteStream(path),
      );
    } finally {
      meter.end();
    }
  }
}
