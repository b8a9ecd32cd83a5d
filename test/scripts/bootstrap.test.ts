import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { complainAboutNode, markInstalled, packagesAreInstalled } from '../../scripts/bootstrap.mjs';
import { inProject } from '../../scripts/project.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('Node %s will do', (version) => {
  expect(complainAboutNode(version)).toBeUndefined();
});

test.each(['18.20.4', '20.18.3', '16.0.0'])('Node %s is too old, and a sentence says so', (version) => {
  expect(complainAboutNode(version)).toContain(`needs Node 20.19 or newer, and this is Node ${version}`);
});

const lock = (version: string) => ({
  packages: {
    '': { name: 'sample' },
    'node_modules/a': { version, integrity: `sha512-${version}` },
    'node_modules/for-another-system': { version: '1.0.0', integrity: 'sha512-x', optional: true },
  },
});

async function project(wanted: string) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'node_modules'));
  const write = (path: string, content: unknown) => writeFile(join(folder, path), JSON.stringify(content));
  await write('package-lock.json', lock(wanted));
  return { folder, write };
}

test('packages count as installed once they are marked, until the lock changes', async () => {
  const { folder, write } = await project('1.0.0');
  expect(packagesAreInstalled(folder)).toBe(false);
  markInstalled(folder);
  expect(packagesAreInstalled(folder)).toBe(true);
  await write('package-lock.json', lock('2.0.0'));
  expect(packagesAreInstalled(folder)).toBe(false);
});

test("what the user's own npm put there counts, if it is what the lock names", async () => {
  const { folder, write } = await project('1.0.0');
  const installed = (version: string) => ({
    packages: { 'node_modules/a': lock(version).packages['node_modules/a'] },
  });
  await write('node_modules/.package-lock.json', installed('0.9.0'));
  expect(packagesAreInstalled(folder)).toBe(false);
  await write('node_modules/.package-lock.json', installed('1.0.0'));
  expect(packagesAreInstalled(folder)).toBe(true);
});

test('without node_modules nothing is installed', async () => {
  const { folder } = await project('1.0.0');
  markInstalled(folder);
  await rm(join(folder, 'node_modules'), { recursive: true });
  expect(packagesAreInstalled(folder)).toBe(false);
});

/** A project whose set-up is the given script, and the real bootstrap in it. */
async function runBootstrap(setup: string, args: readonly string[]) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'scripts'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(inProject('node_modules', 'tsx'), join(folder, 'node_modules', 'tsx'), 'junction');
  await copyFile(inProject('scripts', 'bootstrap.mjs'), join(folder, 'scripts', 'bootstrap.mjs'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'package-lock.json'), '{"packages":{}}');
  await writeFile(join(folder, 'scripts', 'setup.ts'), setup);
  markInstalled(folder);
  const child = spawn(process.execPath, [join(folder, 'scripts', 'bootstrap.mjs'), ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function ended(child: ChildProcess) {
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (text) => {
    texts.stdout += text;
  });
  child.stderr?.on('data', (text) => {
    texts.stderr += text;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, ...texts };
}

test('a command gets its arguments, owns standard output, and its exit code is handed on', async () => {
  const setup =
    'const words: string[] = process.argv.slice(2); console.log(JSON.stringify(words)); process.exitCode = 7;';
  const { code, stdout, stderr } = await ended(await runBootstrap(setup, ['setup', '--input', 'a b']));
  expect({ code, stdout, stderr }).toEqual({ code: 7, stdout: '["--input","a b"]\n', stderr: '' });
});

test('a signal reaches the command, which may end in its own way', async () => {
  const setup =
    'setInterval(() => {}, 1000); process.on("SIGINT", () => { console.log("bye"); process.exit(130); }); console.log("up");';
  const child = await runBootstrap(setup, ['setup']);
  child.stdout?.once('data', () => child.kill('SIGINT'));
  expect(await ended(child)).toMatchObject({ code: 130, stdout: 'up\nbye\n' });
});

test('a command that dies of a signal takes the bootstrap with it in the same way', async () => {
  const child = await runBootstrap('process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000);', [
    'setup',
  ]);
  expect(await ended(child)).toMatchObject({ code: null, signal: 'SIGTERM' });
});

test.each([[[]], [['nonsense']], [['toString']]])('%o is answered with how to use it', async (args) => {
  const { code, stdout, stderr } = await ended(await runBootstrap('', args));
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('start|test|setup|promptflow');
});
