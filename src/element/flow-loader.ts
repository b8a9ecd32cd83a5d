import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FlowEngine, FlowSource } from '../engine/flow-engine.ts';
import { textOf } from '../errors/flow-error.ts';
import type { FlowInspection } from '../flow/flow-outline.ts';

export type LoadState =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly fault: Error }
  | {
      readonly status: 'ready';
      readonly source: FlowSource;
      /** Where the flow was fetched from, in full; a flow that was handed over has none. */
      readonly address?: string;
      readonly inspection: FlowInspection;
    };

/** Fetches a flow's text and asks the engine what it says. Only the last flow that was asked for counts. */
export class FlowLoader implements ReactiveController {
  state: LoadState = { status: 'none' };
  /** Resolves when the flow that was asked for last is there, or failed. */
  settled: Promise<void> = Promise.resolve();
  private abort: AbortController | undefined;
  private readonly host: ReactiveControllerHost;
  private readonly onLoaded: (inspection: FlowInspection) => void;

  constructor(host: ReactiveControllerHost, onLoaded: (inspection: FlowInspection) => void) {
    this.host = host;
    this.onLoaded = onLoaded;
    host.addController(this);
  }

  // Lit asks for at least one member of a controller.
  hostDisconnected(): void {
    if (this.state.status === 'loading') this.abort?.abort();
  }

  /** Reads a flow from its text, its object, or its address. */
  load(flow: { source: FlowSource } | { src: string } | undefined, engine: () => Promise<FlowEngine>): void {
    this.abort?.abort();
    const abort = new AbortController();
    this.abort = abort;
    this.state = flow === undefined ? { status: 'none' } : { status: 'loading' };
    this.settled = flow === undefined ? Promise.resolve() : this.read(flow, engine, abort);
    this.host.requestUpdate();
  }

  private async read(
    flow: { source: FlowSource } | { src: string },
    engine: () => Promise<FlowEngine>,
    abort: AbortController,
  ): Promise<void> {
    let next: LoadState;
    try {
      const found = 'source' in flow ? flow : await fetchFlow(flow.src, abort.signal);
      const inspection = await (await engine()).inspectFlow(found.source);
      next = { status: 'ready', ...found, inspection };
    } catch (thrown) {
      next = { status: 'failed', fault: thrown instanceof Error ? thrown : new Error(textOf(thrown)) };
    }
    if (this.abort !== abort || abort.signal.aborted) return;
    this.state = next;
    this.host.requestUpdate();
    if (next.status === 'ready') this.onLoaded(next.inspection);
  }
}

async function fetchFlow(address: string, signal: AbortSignal): Promise<{ source: string; address: string }> {
  const response = await fetch(new URL(address, document.baseURI), { signal });
  if (!response.ok) {
    throw new Error(
      response.status === 404
        ? `There is no flow at ${address}.`
        : `The flow at ${address} could not be fetched: the server answered ${response.status}.`,
    );
  }
  const source = await response.text();
  // Servers of single-page applications answer any address with their page.
  if (/^\s*<(!doctype|html)\b/i.test(source))
    throw new Error(`There is no flow at ${address}: a web page came back.`);
  // After a redirect, its neighbours are where it is and not where it was looked for.
  return { source, address: response.url };
}
