import type { LaunchOptions } from 'playwright';

export interface LaunchWishes {
  readonly executablePath: string;
  /** Whether pages may ask for a WebGPU adapter; a machine with no GPU then gets a slow but right one. */
  readonly webgpu?: boolean;
}

/** The options with which Playwright starts the browser that runs flows and tests: headless, and quiet on the network. */
export function launchOptions({ executablePath, webgpu = false }: LaunchWishes): LaunchOptions {
  return {
    executablePath,
    headless: true,
    args: [
      // A browser that asks its maker for updates would break the promise that nothing leaves this machine.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      // Chromium's sandbox refuses to run as root, as in most containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(webgpu ? ['--enable-unsafe-webgpu'] : []),
    ],
  };
}
