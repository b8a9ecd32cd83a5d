import {
  type FlowEngine,
  type FlowSource,
  plainData,
  type RunEvent,
  type RunTrace,
} from '../engine/index.ts';
import { FlowError } from '../errors/index.ts';
import type { Device } from '../executors/index.ts';
import { EngineClient } from '../workers/engine/engine-client.ts';

/** The page that the command line drives: it runs flows as any page does and hands results out as JSON. */
export interface CommandLineHost {
  /** The page's engine itself, for what the command line has no word for. */
  readonly engine: FlowEngine;
  /** Inputs named in `files` are taken from the page's file field, by their place there. */
  run(
    source: FlowSource,
    inputs: Readonly<Record<string, unknown>>,
    files: Readonly<Record<string, number>>,
    device: Device | undefined,
    /** The flow's own address, from which the flows that it names are found. */
    address?: string,
  ): Promise<unknown>;
  cancel(): void;
  /** Answers a question. Gives the code and the message of a refusal: of a rejection only a text would arrive. */
  respond(
    executionId: string,
    step: string,
    values: Readonly<Record<string, unknown>>,
    files: Readonly<Record<string, number>>,
  ): Promise<{ readonly code: string; readonly message: string } | undefined>;
  readTrace(executionId: string): Promise<RunTrace | undefined>;
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
  engine,
  async run(source, inputs, files, device, address) {
    running = new AbortController();
    const result = await engine.executeFlow(
      source,
      { ...inputs, ...chosenFiles(files) },
      {
        signal: running.signal,
        onEvent: tellCommandLine(),
        ...(device !== undefined && { device }),
        ...(address !== undefined && { address }),
      },
    );
    return plainData(result);
  },
  cancel() {
    running?.abort();
  },
  async respond(executionId, step, values, files) {
    try {
      await engine.respond(executionId, step, { ...values, ...chosenFiles(files) });
      return undefined;
    } catch (thrown) {
      const { code, message } = FlowError.from(thrown);
      return { code, message };
    }
  },
  readTrace: (executionId) => engine.readTrace(executionId),
  registerExecutor: (name, url) => engine.registerExecutor(name, url),
};

function chosenFiles(files: Readonly<Record<string, number>>): Record<string, File | undefined> {
  const chosen = document.querySelector<HTMLInputElement>('#files')?.files;
  return Object.fromEntries(Object.entries(files).map(([name, place]) => [name, chosen?.[place]]));
}

/** A list of many items ends one every moment, and each event is a call between two processes. */
const MILLISECONDS_BETWEEN_ITEMS = 250;

function tellCommandLine(): (event: RunEvent) => void {
  const lastTold = new Map<string, number>();
  return (event) => {
    if (event.type === 'step_progress' && event.progress.unit === 'items') {
      const now = performance.now();
      if (now - (lastTold.get(event.step) ?? 0) < MILLISECONDS_BETWEEN_ITEMS) return;
      lastTold.set(event.step, now);
    }
    window.promptFlowEvent?.(briefly(event));
  };
}

/** The command line shows that a step has ended, not its outputs, which the result brings. */
function briefly(event: RunEvent): unknown {
  switch (event.type) {
    case 'run_finished':
    case 'step_partial':
    case 'flow_callback':
      return { type: event.type };
    case 'step_succeeded': {
      const { error, metadata, ...rest } = event;
      const told = { ...rest, outputs: {}, metadata: { fallback: metadata['fallback'] } };
      return error === undefined ? told : { ...told, error: codeAndMessage(error) };
    }
    case 'step_failed':
    case 'step_retrying':
      return { ...event, error: codeAndMessage(event.error) };
    default:
      return event;
  }
}

function codeAndMessage({ code, message }: FlowError): { code: string; message: string } {
  return { code, message };
}
