import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBrowser, type Machine, thisMachine } from '../../../src/cli/browser/find-browser.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A machine with these programs and no others. */
function machineWith(programs: readonly string[], more: Partial<Machine> = {}): Machine {
  return {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isExecutable: async (path) => programs.includes(path),
    playwrightChromium: async () => '/cache/playwright/chrome',
    ...more,
  };
}

test.each(['PROMPTFLOW_BROWSER', 'CHROME_PATH'])('%s names the browser', async (variable) => {
  const env = { PATH: '/usr/bin', [variable]: '/mine/chrome' };
  expect(await findBrowser(machineWith(['/mine/chrome', '/usr/bin/chromium'], { env }))).toBe('/mine/chrome');
});

test('a variable that names nothing is an error, not another browser', async () => {
  const env = { PROMPTFLOW_BROWSER: '/gone/chrome', PATH: '/usr/bin' };
  await expect(findBrowser(machineWith(['/usr/bin/chromium'], { env }))).rejects.toThrow(
    'PROMPTFLOW_BROWSER names /gone/chrome',
  );
});

test('on Linux Chrome comes before Chromium, wherever on the PATH they are', async () => {
  expect(await findBrowser(machineWith(['/usr/local/bin/chromium', '/usr/bin/google-chrome']))).toBe(
    '/usr/bin/google-chrome',
  );
  expect(await findBrowser(machineWith(['/usr/local/bin/chromium']))).toBe('/usr/local/bin/chromium');
});

test.each([
  ['linux', {}, '/snap/bin/chromium'],
  ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  ['darwin', { HOME: '/Users/me' }, '/Users/me/Applications/Chromium.app/Contents/MacOS/Chromium'],
  [
    'win32',
    { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' },
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  [
    'win32',
    { LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' },
    'C:\\Users\\me\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe',
  ],
] as const)('on %s with %o it finds %s', async (platform, env, path) => {
  expect(await findBrowser(machineWith([path], { platform, env }))).toBe(path);
});

test("Playwright's download comes last", async () => {
  expect(await findBrowser(machineWith(['/cache/playwright/chrome']))).toBe('/cache/playwright/chrome');
  expect(await findBrowser(machineWith([]))).toBeUndefined();
});

test.skipIf(process.platform !== 'linux')(
  'on a real disk, a file that cannot run is no browser',
  async () => {
    const folder = await temporaryFolder();
    const chrome = join(folder, 'google-chrome-stable');
    await mkdir(join(folder, 'google-chrome'));
    await writeFile(chrome, '#!/bin/sh\n');
    const machine = { ...thisMachine, env: { PATH: folder } };
    expect(await findBrowser(machine)).not.toBe(chrome);
    await chmod(chrome, 0o755);
    expect(await findBrowser(machine)).toBe(chrome);
  },
);
