import { expect, test } from 'vitest';
import { ensureBrowser, type InstallingMachine } from '../../../src/cli/browser/ensure-browser.ts';

interface World {
  /** Where a program that succeeds puts a browser, by the first word that tells which it is. */
  readonly installs: Readonly<Record<string, string>>;
  readonly broken?: readonly string[];
  readonly isRoot?: boolean;
  readonly platform?: NodeJS.Platform;
  readonly there?: readonly string[];
}

function machine({ installs, broken = [], isRoot = true, platform = 'linux', there = [] }: World) {
  const programs = new Set(['/usr/bin/apt-get', ...there]);
  const runs: string[] = [];
  const it: InstallingMachine = {
    platform,
    env: { PATH: '/usr/bin' },
    isRoot,
    isExecutable: async (path) => programs.has(path),
    playwrightChromium: async () => '/playwright/chrome',
    async run(program, args) {
      runs.push([program, ...args].join(' '));
      if (args[0] === '--version') return broken.includes(program) ? 127 : 0;
      if (args[0] === 'update') return 0;
      const installer = program === '/usr/bin/apt-get' ? 'apt' : 'playwright';
      const browser = installs[installer];
      if (browser === undefined) return 1;
      programs.add(browser);
      return 0;
    },
  };
  return { it, runs };
}

const noSay = () => {};

test('a browser that is there is taken, and nothing is installed', async () => {
  const { it, runs } = machine({ installs: {}, there: ['/usr/bin/chromium'] });
  expect(await ensureBrowser(noSay, it)).toBe('/usr/bin/chromium');
  expect(runs).toEqual([]);
});

test("Playwright's download comes first", async () => {
  const { it, runs } = machine({ installs: { playwright: '/playwright/chrome', apt: '/usr/bin/chromium' } });
  expect(await ensureBrowser(noSay, it)).toBe('/playwright/chrome');
  expect(runs[0]).toMatch(/cli\.js install chromium$/);
  expect(runs.join()).not.toContain('apt-get');
});

test.each([
  ['fails', { installs: { apt: '/usr/bin/chromium' } }],
  [
    'does not start for want of libraries',
    {
      installs: { playwright: '/playwright/chrome', apt: '/usr/bin/chromium' },
      broken: ['/playwright/chrome'],
    },
  ],
])("Debian's chromium is installed where Playwright's %s", async (_, world) => {
  const { it, runs } = machine(world);
  expect(await ensureBrowser(noSay, it)).toBe('/usr/bin/chromium');
  expect(runs).toContain('/usr/bin/apt-get update -q');
});

test.each([
  ['nobody but root may install', { installs: { apt: '/usr/bin/chromium' }, isRoot: false }],
  ['there is no apt', { installs: { apt: '/usr/bin/chromium' }, platform: 'darwin' as const }],
  ['apt fails', { installs: {} }],
  ['nothing starts', { installs: { apt: '/usr/bin/chromium' }, broken: ['/usr/bin/chromium'] }],
])('one sentence says what to install where %s', async (_, world) => {
  await expect(ensureBrowser(noSay, machine(world).it)).rejects.toThrow(
    /^No browser: please install Google Chrome or Chromium, .*[^\n]$/,
  );
});
