import { createHash } from 'node:crypto';
import { chunkSize, type LockedFile, type LockedModel } from '../../../scripts/models/model-lock.ts';
import type { PackedPackage } from './local-registry.ts';

/** Two files of a model that is none: a small one, and one of two pieces. */
export const sampleFiles: Readonly<Record<string, Buffer>> = {
  'config.json': Buffer.from('{"model_type":"sample"}'),
  'onnx/model.onnx': Buffer.alloc(chunkSize + 1000, noise(64 * 1024)),
};

/** Always the same, and nothing that gzip could make smaller: tar refuses what shrinks too well, as a bomb would. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 32) createHash('sha256').update(String(at)).digest().copy(bytes, at);
  return bytes;
}

export function lockFile(path: string, bytes: Buffer): LockedFile {
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) chunks.push(hash(bytes.subarray(at, at + chunkSize)));
  return { path, size: bytes.length, sha256: hash(bytes), chunks };
}

export function lockSample(packed: Pick<PackedPackage, 'name' | 'version' | 'integrity'>): LockedModel {
  return {
    id: 'Sample/model',
    task: 'feature-extraction',
    description: 'For tests.',
    licence: 'MIT',
    licenceSource: 'this file',
    dtype: 'q8',
    source: {
      package: packed.name,
      version: packed.version,
      integrity: packed.integrity,
      size: 1,
      folder: 'weights/here',
    },
    hub: { repository: 'Sample/model', revision: 'abc123' },
    files: Object.entries(sampleFiles).map(([path, bytes]) => lockFile(path, bytes)),
  };
}

/** The files as the package carries them, among others that nobody wants. */
export function inPackage(files: Readonly<Record<string, Buffer>>): Record<string, Buffer> {
  return {
    'index.js': Buffer.from('throw new Error("never runs")'),
    'weights/here/other.txt': Buffer.from('not wanted'),
    ...Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`weights/here/${path}`, bytes])),
  };
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
