import type { Plugin } from 'vite';
import { builtinRegistry } from '../../src/executors/builtin.ts';
import { languageSchema } from '../../src/flow/index.ts';

const FILE_NAME = 'flow.schema.json';

/** Publishes the JSON Schema of the flow language beside the page, for editors. */
export function flowSchema(): Plugin {
  return {
    name: 'prompt-flow:flow-schema',
    configureServer(server) {
      server.middlewares.use(`/${FILE_NAME}`, (_request, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(schemaText());
      });
    },
    generateBundle() {
      if (this.environment.config.consumer !== 'client') return;
      this.emitFile({ type: 'asset', fileName: FILE_NAME, source: schemaText() });
    },
  };
}

function schemaText(): string {
  return `${JSON.stringify(languageSchema(builtinRegistry().list()), null, 2)}\n`;
}
