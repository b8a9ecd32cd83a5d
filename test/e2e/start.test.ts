import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, inject, onTestFinished, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';

function start(port: number) {
  const child = spawn(process.execPath, [
    inProject('scripts', 'bootstrap.mjs'),
    'start',
    '--port',
    String(port),
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    said.stdout += text;
  });
  child.stderr.on('data', (text) => {
    said.stderr += text;
  });
  return { child, said };
}

test('a second start does no work again, says where it is, and ends cleanly', async () => {
  const { child, said } = start(0);
  await once(child.stdout, 'data');
  // What took its time the first time is not done again.
  expect(said.stderr).not.toMatch(/Installing|Getting|Building/);
  const address = /^PromptFlow is at (http:\/\/localhost:\d+\/)\n$/.exec(said.stdout)?.[1] ?? '';
  const page = await fetch(address);
  expect(page.status).toBe(200);
  expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([0, null]);
});

test('a taken port is told, with the way out', async () => {
  const port = Number(new URL(inject('siteUrl')).port);
  const { child, said } = start(port);
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said.stderr).toContain(`Port ${port} is taken`);
  expect(said.stderr).toContain(`npm start -- --port ${port + 1}`);
  expect(said.stdout).toBe('');
});
