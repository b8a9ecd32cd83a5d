import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import { vi } from 'vitest';
import { type LocalServer, localServer } from './local-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  readonly tarball: Buffer;
}

/** Packs files into an npm package, as `npm pack` would. */
export async function packPackage(
  name: string,
  files: Readonly<Record<string, Buffer>>,
): Promise<PackedPackage> {
  const version = '1.0.0';
  const folder = await temporaryFolder();
  const all = { 'package.json': Buffer.from(JSON.stringify({ name, version })), ...files };
  for (const [path, bytes] of Object.entries(all)) {
    await mkdir(dirname(join(folder, 'package', path)), { recursive: true });
    await writeFile(join(folder, 'package', path), bytes);
  }
  await create({ cwd: folder, gzip: true, file: join(folder, 'it.tgz') }, ['package']);
  const tarball = await readFile(join(folder, 'it.tgz'));
  return {
    name,
    version,
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    tarball,
  };
}

/** Starts an npm registry with one package, and makes it the one that npm's configuration names. */
export async function localRegistry(packed: PackedPackage | undefined): Promise<LocalServer> {
  const registry = await localServer((path, response) => {
    const isTarball = path.endsWith('.tgz');
    if (packed !== undefined && isTarball) response.end(packed.tarball);
    else if (path === `/${packed?.name}`) response.end(JSON.stringify(describe(packed)));
    else response.writeHead(404).end('{}');
  });
  const describe = (it: PackedPackage | undefined) => ({
    name: it?.name,
    'dist-tags': { latest: it?.version },
    versions: {
      [it?.version ?? '']: {
        name: it?.name,
        version: it?.version,
        dist: { tarball: `${registry.url}/it.tgz`, integrity: it?.integrity },
      },
    },
  });
  vi.stubEnv('npm_config_registry', registry.url);
  vi.stubEnv('npm_config_cache', await temporaryFolder());
  return registry;
}
