import sirv from 'sirv';
import type { Plugin } from 'vite';
import {
  originalModelsFolder,
  prepareOriginalModels,
  prepareTestModels,
  testModelsFolder,
} from '../prepare.ts';
import { reportTo } from '../report.ts';

/**
 * Serves the models of tests at `/test-models/`, and embedded ones as their packages have them at `/original-models/`, for
 * tests that run in the browser.
 */
export function testModels(): Plugin {
  return {
    name: 'prompt-flow:test-models',
    async configureServer(server) {
      const report = reportTo(process.stderr);
      await prepareTestModels(report);
      await prepareOriginalModels(report);
      server.middlewares.use('/test-models', sirv(testModelsFolder, { dev: true }));
      server.middlewares.use('/original-models', sirv(originalModelsFolder, { dev: true }));
    },
  };
}
