import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findBrowser, type Machine, thisMachine } from './find-browser.ts';

/** What getting a browser asks of the machine beyond finding one. */
export interface InstallingMachine extends Machine {
  readonly isRoot: boolean;
  /** Runs a program to its end, with its output on standard error. Resolves with its exit code, 127 if it cannot start. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<number>;
}

/**
 * Finds a browser, or gets one: Playwright's own download, else Debian's package where that can be installed.
 * Throws one sentence that says what to install where neither works.
 */
export async function ensureBrowser(
  say: (line: string) => void = () => {},
  machine: InstallingMachine = thisInstallingMachine,
): Promise<string> {
  const found = await findBrowser(machine);
  if (found !== undefined) return found;
  say("No Chrome or Chromium found: getting Playwright's (about 180 MB)");
  const downloaded = (await installByPlaywright(machine)) && (await findBrowser(machine));
  if (downloaded && (await starts(machine, downloaded))) return downloaded;
  if (await canInstallByApt(machine)) {
    say("Installing Debian's chromium with apt-get");
    const installed = (await installByApt(machine)) && (await findBrowser(machine));
    if (installed && (await starts(machine, installed))) return installed;
  }
  throw new Error(
    'No browser: please install Google Chrome or Chromium, or set PROMPTFLOW_BROWSER to the path of one, and run this again.',
  );
}

async function installByPlaywright(machine: InstallingMachine): Promise<boolean> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  // Its own patience, 30 s for each of five tries, is long where its server cannot be reached at all.
  const patience = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...definedOnly(machine.env) };
  return (await machine.run(process.execPath, [cli, 'install', 'chromium'], patience)) === 0;
}

async function canInstallByApt(machine: InstallingMachine): Promise<boolean> {
  return machine.platform === 'linux' && machine.isRoot && (await machine.isExecutable('/usr/bin/apt-get'));
}

async function installByApt(machine: InstallingMachine): Promise<boolean> {
  const quietly = { ...definedOnly(machine.env), DEBIAN_FRONTEND: 'noninteractive' };
  if ((await machine.run('/usr/bin/apt-get', ['update', '-q'], quietly)) !== 0) return false;
  const install = ['install', '-q', '-y', '--no-install-recommends', 'chromium'];
  return (await machine.run('/usr/bin/apt-get', install, quietly)) === 0;
}

/** A download is of no use where the system lacks the libraries it needs. Windows opens a window when asked so. */
async function starts(machine: InstallingMachine, browser: string): Promise<boolean> {
  return machine.platform !== 'linux' || (await machine.run(browser, ['--version'])) === 0;
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const thisInstallingMachine: InstallingMachine = {
  ...thisMachine,
  isRoot: process.getuid?.() === 0,
  run: (program, args, env) =>
    new Promise((resolve) => {
      const child = spawn(program, args, { stdio: ['ignore', 2, 2], ...(env === undefined ? {} : { env }) });
      child.on('error', () => resolve(127));
      child.on('exit', (code) => resolve(code ?? 1));
    }),
};
