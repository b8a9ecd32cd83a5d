import sirv from 'sirv';
import type { Plugin } from 'vite';
import { prepareTestModels, testModelsFolder } from '../prepare.ts';
import { reportTo } from '../report.ts';

/** Serves the models of tests at `/test-models/`, for tests that run in the browser. */
export function testModels(): Plugin {
  return {
    name: 'prompt-flow:test-models',
    async configureServer(server) {
      await prepareTestModels(reportTo(process.stderr));
      server.middlewares.use('/test-models', sirv(testModelsFolder, { dev: true }));
    },
  };
}
