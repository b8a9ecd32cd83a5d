import { parseArgs } from 'node:util';
import { PortTaken, serve } from '../src/cli/serve.ts';
import { readHub } from '../src/cli/served-hub.ts';
import { prepare } from './prepare.ts';
import { inProject } from './project.ts';
import { reportTo } from './report.ts';
import { runScript } from './run-script.ts';

/**
 * `npm start`: makes sure that everything is there and serves the built page. `-- --port N` chooses the port,
 * `--hub https://hub.example` a site that models may be fetched from besides.
 */
await runScript(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4173' },
      hub: { type: 'string' },
      'hub-revision': { type: 'string' },
      'hub-models': { type: 'string' },
      'hub-files': { type: 'string', multiple: true },
    },
  });
  const port = readPort(values.port);
  const hub = readHub(values);
  await prepare(reportTo(process.stderr));
  const site = await serve({ root: inProject('dist'), port, hub }).catch((error: unknown) => {
    if (!(error instanceof PortTaken)) throw error;
    throw new Error(
      `Port ${port} is taken, perhaps by another \`npm start\`: open http://localhost:${port}/ to see, ` +
        `or choose another port with \`npm start -- --port ${port === 65535 ? 4173 : port + 1}\`.`,
      { cause: error },
    );
  });
  process.stdout.write(`PromptFlow is at ${site.url}\n`);
  process.stderr.write('Ctrl-C ends it.\n');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void site.close());
  }
});

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Error(`--port takes a number from 0 to 65535, and got "${text}".`);
}
