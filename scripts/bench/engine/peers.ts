import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { inProject } from '../../project.ts';

const folder = inProject('test', 'bench');
/** Inside node_modules, so that whoever deletes those deletes it too. */
const marker = inProject('test', 'bench', 'node_modules', '.installed-lock.json');

/** Installs the other engines under `test/bench`, unless they are there as the lock names them. */
export async function installPeers(say: (line: string) => void): Promise<void> {
  const lock = await readFile(inProject('test', 'bench', 'package-lock.json'), 'utf8');
  if ((await readFile(marker, 'utf8').catch(() => '')) === lock) return;
  say('Installing the other engines under test/bench (once, about 75 MB on disk)');
  await npm(['ci', '--ignore-scripts', '--loglevel=error']);
  await writeFile(marker, lock);
}

/** npm's own output goes to standard error, since standard output may have to be JSON. */
function npm(args: readonly string[]): Promise<void> {
  const isWindows = process.platform === 'win32';
  const [program, all] = isWindows ? ['cmd.exe', ['/d', '/s', '/c', 'npm', ...args]] : ['npm', args];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...all], { cwd: folder, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error('npm could not install the other engines; it says why above.')),
    );
  });
}
