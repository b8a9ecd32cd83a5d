import { dirname, join } from 'node:path';
import Config from '@npmcli/config';
import content from '@npmcli/config/lib/definitions/index.js';
import { projectFolder } from '../project.ts';

/**
 * Reads what npm itself would fetch with: the registry or mirror, its credentials, a proxy, certificates, the cache.
 * pacote reads none of these by itself and would ask the public registry, which not everybody can reach.
 */
export async function npmOptions(env: NodeJS.ProcessEnv = process.env): Promise<Record<string, unknown>> {
  const { definitions, shorthands, flatten, nerfDarts } = content;
  const config = new Config({
    definitions,
    shorthands,
    flatten,
    nerfDarts,
    npmPath: npmFolder(env),
    argv: [process.execPath, 'npm'],
    env,
    cwd: projectFolder,
    warn: false,
  });
  await config.load();
  return config.flat;
}

/** npm's own folder, where the maker of the machine may have left an npmrc. */
function npmFolder(env: NodeJS.ProcessEnv): string {
  const cli = env['npm_execpath'];
  if (cli !== undefined) return dirname(dirname(cli));
  return join(dirname(dirname(process.execPath)), 'lib', 'node_modules', 'npm');
}
