import { chromium } from 'playwright';
import { expect, test } from 'vitest';
import { ensureBrowser } from '../../../src/cli/browser/ensure-browser.ts';
import { launchOptions } from '../../../src/cli/browser/launch.ts';

test('the browser of this machine starts headless with these options', async () => {
  const browser = await chromium.launch(launchOptions({ executablePath: await ensureBrowser() }));
  try {
    const page = await browser.newPage();
    expect(await page.evaluate('navigator.userAgent')).toContain('HeadlessChrome');
  } finally {
    await browser.close();
  }
});

test('WebGPU without a GPU is there only for those who ask', () => {
  const executablePath = '/chrome';
  expect(launchOptions({ executablePath }).args).not.toContain('--enable-unsafe-webgpu');
  expect(launchOptions({ executablePath, webgpu: true }).args).toContain('--enable-unsafe-webgpu');
});
