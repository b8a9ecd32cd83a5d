import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { testModels } from './scripts/vite/test-models.ts';
import { findBrowser } from './src/cli/browser/find-browser.ts';
import { launchOptions } from './src/cli/browser/launch.ts';
import { isolationHeaders } from './src/cli/site-headers.ts';

const notTests = ['test/fixtures/**', 'test/bench/**'];

/** A dependency that vite meets only while a test runs makes it reload the page in mid-test. */
const dependencies = [
  '@cfworker/json-schema',
  '@huggingface/transformers',
  '@noble/hashes/legacy.js',
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
  'comlink',
  'fflate',
  'file-type',
  'hash-wasm',
  'html-to-text',
  'idb',
  'lit',
  'lit/decorators.js',
  'lit/directive.js',
  'lit/directives/class-map.js',
  'lit/directives/if-defined.js',
  'lit/directives/live.js',
  'lit/directives/ref.js',
  'lit/directives/repeat.js',
  'lit/directives/style-map.js',
  'lit/directives/when.js',
  'mammoth',
  'mediabunny',
  'onnxruntime-web',
  'onnxruntime-web/webgpu',
  'paddleocr',
  'papaparse',
  'pbf',
  'pdfjs-dist',
  're2js',
  'yaml',
  'zod',
];

interface BrowserTests {
  readonly name: string;
  readonly include: string[];
  readonly globalSetup: string[];
  /** Whether the browser gives pages a WebGPU adapter, in software where there is no other. */
  readonly webgpu: boolean;
  /** In milliseconds. */
  readonly testTimeout: number;
}

const executablePath = await findBrowser();

/** Tests that run inside Chromium, from the dev server. */
function inBrowser({
  name,
  include,
  globalSetup,
  webgpu,
  testTimeout,
}: BrowserTests): TestProjectInlineConfiguration {
  return {
    extends: './vite.config.ts',
    plugins: [testModels()],
    server: { headers: isolationHeaders },
    optimizeDeps: { include: dependencies },
    test: {
      name,
      include,
      globalSetup,
      testTimeout,
      expect: { poll: { timeout: 20_000 } },
      // Models and timings share two cores badly.
      fileParallelism: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: executablePath === undefined ? {} : launchOptions({ executablePath, webgpu }),
        }),
        instances: [{ browser: 'chromium' as const }],
      },
    },
  };
}

export default defineConfig(() => {
  return {
    test: {
      projects: [
        {
          test: {
            name: 'unit',
            environment: 'node',
            // A busy machine may take long over what a quiet one does at once.
            testTimeout: 30_000,
            include: ['test/**/*.test.ts'],
            exclude: ['test/browser/**', 'test/webgpu/**', 'test/e2e/**', ...notTests],
          },
        },
        inBrowser({
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/setup/model-server.ts', 'test/setup/hub-server.ts'],
          webgpu: false,
          testTimeout: 60_000,
        }),
        inBrowser({
          name: 'webgpu',
          include: ['test/webgpu/**/*.test.ts'],
          globalSetup: [],
          webgpu: true,
          // A graphics adapter in software takes minutes of a busy machine for what a real one does at once.
          testTimeout: 300_000,
        }),
        {
          test: {
            name: 'e2e',
            environment: 'node',
            include: ['test/e2e/**/*.test.ts'],
            globalSetup: ['test/setup/serve-built-site.ts', 'test/setup/hub-server.ts'],
            testTimeout: 120_000,
            hookTimeout: 120_000,
            // A busy machine may take long over what a quiet one does at once.
            expect: { poll: { timeout: 20_000 } },
            // Each file drives a browser of its own.
            fileParallelism: false,
          },
        },
      ],
    },
  };
});
