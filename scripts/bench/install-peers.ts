import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Installs what a bench measures against, in a folder with a package.json of its own, unless it is there as the lock names it. */
export async function installPeers(folder: string, note: string, say: (line: string) => void): Promise<void> {
  // Inside node_modules, so that whoever deletes those deletes it too.
  const marker = join(folder, 'node_modules', '.installed-lock.json');
  const lock = await readFile(join(folder, 'package-lock.json'), 'utf8');
  if ((await readFile(marker, 'utf8').catch(() => '')) === lock) return;
  say(note);
  await npm(folder, ['ci', '--ignore-scripts', '--loglevel=error']);
  await writeFile(marker, lock);
}

/** npm's own output goes to standard error, since standard output may have to be JSON. */
function npm(folder: string, args: readonly string[]): Promise<void> {
  const isWindows = process.platform === 'win32';
  const [program, all] = isWindows ? ['cmd.exe', ['/d', '/s', '/c', 'npm', ...args]] : ['npm', args];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...all], { cwd: folder, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error('npm could not install what the bench measures against; it says why above.')),
    );
  });
}
