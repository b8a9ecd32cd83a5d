import { access, constants } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

/** What finding a browser asks of the machine, so that a test can be another machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  isExecutable(path: string): Promise<boolean>;
  /** Where Playwright puts the Chromium that it downloads, whether or not it is there yet. */
  playwrightChromium(): Promise<string | undefined>;
}

/** The variables with which a person says which browser to use, the first one that is set wins. */
const variables = ['PROMPTFLOW_BROWSER', 'CHROME_PATH'] as const;

const commands = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/snap/bin/chromium',
];

const macApplications = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Finds a Chrome, Chromium or Edge: the one that PROMPTFLOW_BROWSER or CHROME_PATH names, an installed one,
 * or Playwright's download. Throws where a variable names a browser that is not there.
 */
export async function findBrowser(machine: Machine = thisMachine): Promise<string | undefined> {
  for (const variable of variables) {
    const path = machine.env[variable];
    if (path === undefined || path === '') continue;
    if (await machine.isExecutable(path)) return path;
    throw new Error(`${variable} names ${path}, and there is no program there.`);
  }
  for (const path of installedPlaces(machine)) {
    if (await machine.isExecutable(path)) return path;
  }
  const downloaded = await machine.playwrightChromium();
  return downloaded !== undefined && (await machine.isExecutable(downloaded)) ? downloaded : undefined;
}

function installedPlaces({ platform, env }: Machine): string[] {
  if (platform === 'darwin') {
    const folders = ['/Applications', ...(env['HOME'] === undefined ? [] : [`${env['HOME']}/Applications`])];
    return folders.flatMap((folder) => macApplications.map((name) => posix.join(folder, name)));
  }
  if (platform === 'win32') {
    const folders = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => windowsPrograms.map((name) => win32.join(folder, name)));
  }
  const onPath = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return [...commands.flatMap((name) => onPath.map((folder) => posix.join(folder, name))), ...usualPlaces];
}

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isExecutable: (path) =>
    access(path, constants.X_OK).then(
      () => true,
      () => false,
    ),
  async playwrightChromium() {
    // Loaded only here: most machines have a browser, and playwright takes a while to load.
    const { chromium } = await import('playwright');
    return chromium.executablePath() || undefined;
  },
};
