import './bridge/error-transfer.ts';
import { expose } from 'comlink';
import { createRunner, type PageRunner } from '../create-runner.ts';
import type { RunEvent } from '../engine/index.ts';
import { serveLink } from './bridge/call-link.ts';
import { packEvent, packResult } from '../engine/state/wire-run.ts';
import { type EngineApi, HEARTBEAT, HEARTBEAT_MILLISECONDS } from './engine/engine-api.ts';

/** The engine's thread, one per page: it reads, plans and runs flows, and starts the other workers. */
let configured: (runner: PageRunner) => void;
const ready = new Promise<PageRunner>((resolve) => {
  configured = resolve;
});

const api: EngineApi = {
  async configure({ root }) {
    configured(await createRunner(new URL(root)));
  },
  async inspectFlow(source) {
    return (await ready).runner.inspectFlow(source);
  },
  async executeFlow(source, inputs, given, link) {
    const { runner } = await ready;
    return serveLink<unknown, unknown>(link, async ({ signal, send }) => {
      const onEvent = (event: RunEvent): void => send(packEvent(event));
      return packResult(await runner.executeFlow(source, inputs, { ...given, signal, onEvent }));
    });
  },
  async respond(executionId, step, values) {
    (await ready).runner.respond(executionId, step, values);
  },
  async readTrace(executionId) {
    return (await ready).runner.readTrace(executionId);
  },
  async listExecutors() {
    return (await ready).runner.listExecutors();
  },
  async registerExecutor(name, url) {
    return (await ready).registerExecutor(name, url);
  },
};

expose(api);
setInterval(() => self.postMessage(HEARTBEAT), HEARTBEAT_MILLISECONDS);
