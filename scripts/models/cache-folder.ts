import { homedir } from 'node:os';
import { join } from 'node:path';

interface System {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Where downloads are kept for all clones of this user: PROMPTFLOW_CACHE, or the platform's own cache folder. */
export function cacheFolder(system: System = thisSystem()): string {
  const { platform, env, home } = system;
  if (env['PROMPTFLOW_CACHE']) return env['PROMPTFLOW_CACHE'];
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'prompt-flow');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'prompt-flow');
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'prompt-flow', 'Cache');
  }
  return join(home, '.cache', 'prompt-flow');
}

function thisSystem(): System {
  return { platform: process.platform, env: process.env, home: homedir() };
}
