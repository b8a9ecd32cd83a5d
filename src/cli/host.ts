import { type FlowSource, plainData, type RunEvent } from '../engine/index.ts';
import type { Device } from '../executors/index.ts';
import { EngineClient } from '../workers/engine/engine-client.ts';

/** The page that the command line drives: it runs flows as any page does and hands results out as JSON. */
export interface CommandLineHost {
  /** Inputs named in `files` are taken from the page's file field, by their place there. */
  run(
    source: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    files: Readonly<Record<string, number>>,
    device: Device | undefined,
  ): Promise<unknown>;
  cancel(): void;
  /** Adds an executor from a module of the site. */
  registerExecutor(name: string, url: string): Promise<unknown>;
}

declare global {
  interface Window {
    promptFlowHost?: CommandLineHost;
    /** Set by the command line, to follow a run. */
    promptFlowEvent?: (event: unknown) => void;
  }
}

const engine = new EngineClient({ root: new URL('../../', document.baseURI) });
let running: AbortController | undefined;

window.promptFlowHost = {
  async run(source, inputs, files, device) {
    running = new AbortController();
    const result = await engine.executeFlow(
      source,
      { ...inputs, ...chosenFiles(files) },
      {
        signal: running.signal,
        onEvent: (event) => window.promptFlowEvent?.(briefly(event)),
        ...(device !== undefined && { device }),
      },
    );
    return plainData(result);
  },
  cancel() {
    running?.abort();
  },
  registerExecutor: (name, url) => engine.registerExecutor(name, url),
};

function chosenFiles(files: Readonly<Record<string, number>>): Record<string, File | undefined> {
  const chosen = document.querySelector<HTMLInputElement>('#files')?.files;
  return Object.fromEntries(Object.entries(files).map(([name, place]) => [name, chosen?.[place]]));
}

/** The command line shows that a step has ended, not its outputs, which the result brings. */
function briefly(event: RunEvent): unknown {
  if (event.type === 'step_succeeded') return { ...event, outputs: {} };
  if (event.type === 'step_failed')
    return { ...event, error: { code: event.error.code, message: event.error.message } };
  return event.type === 'run_finished' || event.type === 'step_partial' ? { type: event.type } : event;
}
