import './bridge/error-transfer.ts';
import { expose, transfer } from 'comlink';
import { createRunner, type PageRunner } from '../create-runner.ts';
import type { FlowResult, RunEvent, WatchOptions } from '../engine/index.ts';
import { packEvent, packResult } from '../engine/state/wire-run.ts';
import { toWire } from '../errors/index.ts';
import { ArraySender, type WithReferences } from './bridge/array-references.ts';
import { serveLink } from './bridge/call-link.ts';
import { type EngineApi, HEARTBEAT, HEARTBEAT_MILLISECONDS } from './engine/engine-api.ts';
import { serveHistory } from './engine/history-bridge.ts';
import { serveModels } from './engine/models-bridge.ts';
import { serveQueues } from './engine/queues-bridge.ts';

/** The engine's thread, one per page: it reads, plans and runs flows, and starts the other workers. */
let configured: (runner: PageRunner) => void;
const ready = new Promise<PageRunner>((resolve) => {
  configured = resolve;
});

const api: EngineApi = {
  async configure({ root, ...options }, confirmDownload) {
    const asks = confirmDownload !== undefined && { confirmDownload };
    configured(await createRunner(new URL(root), { ...options, ...asks }));
  },
  async inspectFlow(source) {
    return (await ready).runner.inspectFlow(source);
  },
  executeFlow: (source, inputs, given, link) =>
    watched(link, ({ runner }, watch) => runner.executeFlow(source, inputs, { ...given, ...watch })),
  resumeRun: (executionId, link) =>
    watched(link, ({ runner }, watch) => runner.resumeRun(executionId, watch)),
  runAgain: (executionId, changed, link) =>
    watched(link, ({ runner }, watch) => runner.runAgain(executionId, changed, watch)),
  followRun: (executionId, link) =>
    watched(link, ({ runner }, watch) => runner.followRun(executionId, watch)),
  async submitFlow(source, inputs, options) {
    const { taskId, executionId, queue } = await (await ready).runner.submitFlow(source, inputs, options);
    return { taskId, executionId, queue };
  },
  async readTask(taskId) {
    return (await ready).runner.tasks.readTask(taskId);
  },
  taskResult: (taskId, link) => watched(link, ({ runner }, watch) => runner.tasks.taskResult(taskId, watch)),
  async cancelTask(taskId) {
    return (await ready).runner.tasks.cancelTask(taskId);
  },
  async resumeTask(taskId) {
    return (await ready).runner.tasks.resumeTask(taskId);
  },
  models: serveModels(ready.then(({ models }) => models)),
  queues: serveQueues(ready.then(({ runner }) => runner.queues)),
  async respond(executionId, step, values) {
    await (await ready).runner.respond(executionId, step, values);
  },
  async readTrace(executionId) {
    return (await ready).runner.readTrace(executionId);
  },
  async openFile(file) {
    return (await ready).openFile(file);
  },
  async storageKind() {
    const { storageFault } = await ready;
    return storageFault === undefined
      ? { kind: 'indexeddb' }
      : { kind: 'memory', fault: toWire(storageFault) };
  },
  history: serveHistory(ready.then(({ history }) => history)),
  async listExecutors() {
    return (await ready).runner.listExecutors();
  },
  async registerExecutor(name, url) {
    return (await ready).registerExecutor(name, url);
  },
};

/** A run that reports to the page, which may cancel it. */
async function watched(
  link: MessagePort,
  work: (page: PageRunner, watch: WatchOptions) => Promise<FlowResult>,
): Promise<WithReferences> {
  const page = await ready;
  const arrays = new ArraySender();
  return serveLink<WithReferences, WithReferences>(link, async ({ signal, send }) => {
    const onEvent = (event: RunEvent): void => {
      // Of what a step has so far only the latest is of use.
      arrays.send(packEvent(event), send, { isPassing: event.type === 'step_partial' });
    };
    const { message, transferred } = arrays.last(packResult(await work(page, { signal, onEvent })));
    return transfer(message, transferred);
  });
}

expose(api);
setInterval(() => self.postMessage(HEARTBEAT), HEARTBEAT_MILLISECONDS);
