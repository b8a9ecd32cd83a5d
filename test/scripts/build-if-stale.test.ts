import { readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-if-stale.ts';
import { silentReport } from '../../scripts/report.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function project() {
  const root = await temporaryFolder();
  await writeFile(join(root, 'source.txt'), 'one');
  const plan = {
    root,
    madeOf: ['source.txt', 'not-there'],
    out: join(root, 'dist'),
    async build(folder: string) {
      const { mkdir, copyFile } = await import('node:fs/promises');
      await mkdir(folder);
      await copyFile(join(root, 'source.txt'), join(folder, 'page.html'));
    },
  };
  return {
    root,
    page: join(plan.out, 'page.html'),
    source: join(root, 'source.txt'),
    /** Says whether it had to build. */
    build: (more: Partial<typeof plan> = {}) => buildIfStale(silentReport, { ...plan, ...more }),
  };
}

test('builds once, and again only when a source says something else', async () => {
  const { build, source, page } = await project();
  expect(await build()).toBe(true);
  expect(await build()).toBe(false);
  await utimes(source, 1, 1);
  expect(await build()).toBe(false);
  await writeFile(source, 'two');
  expect(await build()).toBe(true);
  expect(await readFile(page, 'utf8')).toBe('two');
});

test('a new source makes it build', async () => {
  const { build, root } = await project();
  await build();
  await writeFile(join(root, 'not-there'), 'now it is');
  expect(await build()).toBe(true);
});

test('what is missing or cut short in the built site makes it build', async () => {
  const { build, page } = await project();
  await build();
  await rm(page);
  expect(await build()).toBe(true);
  await truncate(page, 1);
  expect(await build()).toBe(true);
  expect(await build()).toBe(false);
});

test('a build that fails leaves the old one, and nothing half made', async () => {
  const { build, root, page, source } = await project();
  await build();
  await writeFile(source, 'two');
  const failing = async (folder: string) => {
    await writeFile(folder, 'half');
    throw new Error('no');
  };
  await expect(build({ build: failing })).rejects.toThrow('no');
  expect(await readFile(page, 'utf8')).toBe('one');
  expect(await readdir(join(root, '.cache'))).toEqual([]);
  expect(await build()).toBe(true);
});
