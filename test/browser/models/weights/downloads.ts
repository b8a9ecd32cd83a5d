import { inject } from 'vitest';
import type { CatalogueFile, CatalogueModel } from '../../../../src/models/catalogue/catalogue-model.ts';
import { sha256OfBytes } from '../../../../src/models/weights/download/sha256.ts';
import { DownloadPolicy } from '../../../../src/models/weights/download-policy.ts';
import { WeightLibrary } from '../../../../src/models/weights/weight-library.ts';
import { PIECE_BYTES, type WeightStore } from '../../../../src/models/weights/weight-store.ts';

/** Downloads from the server in `test/setup/model-server.ts`, which fails as it is told. */
export const MEGABYTE = 1_000_000;

/** What the server has at a place of every file. */
export function testBytes(begin: number, end: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(end - begin);
  for (let at = begin; at < end; at++) bytes[at - begin] = (at * 31 + (at >> 8) * 17 + (at >> 16)) & 0xff;
  return bytes;
}

export function libraryAt(modes: string, store: WeightStore): WeightLibrary {
  const modelsUrl = new URL(`${modes}/`, inject('modelServer'));
  return new WeightLibrary({ modelsUrl, store, policy: new DownloadPolicy(), pause: 1 });
}

/** What the server was asked for since the last look. */
export async function askedFor(modes: string): Promise<readonly string[]> {
  return (await fetch(new URL(`log/${modes}`, inject('modelServer')))).json();
}

export async function fileOf(
  size: number,
  knownBy: 'pieces' | 'whole',
  path = 'weights.bin',
): Promise<CatalogueFile> {
  const bytes = testBytes(0, size);
  const sha256 = await sha256OfBytes(bytes);
  if (knownBy === 'whole') return { path, size, sha256 };
  const chunks: string[] = [];
  for (let at = 0; at < size; at += PIECE_BYTES)
    chunks.push(await sha256OfBytes(bytes.slice(at, at + PIECE_BYTES)));
  return { path, size, sha256, chunks };
}

export function modelOf(id: string, files: readonly CatalogueFile[]): CatalogueModel {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return { id, task: 'none', dtype: 'q8', size, files };
}

/** The SHA-256 of what was brought. */
export async function hashOf(content: Blob | undefined): Promise<string> {
  return sha256OfBytes(new Uint8Array((await content?.arrayBuffer()) ?? new ArrayBuffer()));
}
