import './bridge/error-transfer.ts';
import { expose, type Remote, transfer, wrap } from 'comlink';
import { builtinRegistry } from '../executors/builtin.ts';
import {
  describeExecutor,
  type FileContent,
  type FlowContext,
  type ModelAnswer,
} from '../executors/index.ts';
import { callWithLink, serveLink } from './bridge/call-link.ts';
import { type ExecutionAnswer, packAnswer, unpackAnswer } from './pool/executor-answer.ts';
import type { ContextServices, ExecutorCall, ExecutorMessage, ModelMessage } from './pool/executor-call.ts';
import type { ExecutorWorkerApi } from './pool/executor-worker-api.ts';
import { loadExecutor } from './pool/load-executor.ts';

/** A worker of the pool: one call at a time, nothing kept between calls, ended at any moment. */
const registry = builtinRegistry();

const api: ExecutorWorkerApi = {
  execute: (call, servicesPort, link) =>
    serveLink<ExecutorMessage, ExecutionAnswer>(link, async ({ signal, send }) => {
      const { executor: name, moduleUrl, config } = call;
      const executor = moduleUrl === undefined ? registry.get(name) : await loadExecutor(name, moduleUrl);
      const services = wrap<ContextServices>(servicesPort);
      return packAnswer(await executor.execute(contextOf(call, services, signal, send), config));
    }),
  async describe(name, moduleUrl) {
    return { ...describeExecutor(name, await loadExecutor(name, moduleUrl)), runsIn: 'pool' };
  },
};

function contextOf(
  { context }: ExecutorCall,
  services: Remote<ContextServices>,
  signal: AbortSignal,
  send: (message: ExecutorMessage) => void,
): FlowContext {
  const log = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string) =>
    send({ log: { level, message } });
  return {
    ...context,
    signal,
    logger: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    files: {
      open: (file) => services.openFile(file),
      keep: (file, name) => services.keepFile(sendable(file), name),
      write: (path, file) => services.writeFile(path, sendable(file)),
      find: (path) => services.findFile(path),
      remove: (path) => services.removeFile(path),
    },
    checkpoints: {
      read: () => services.readCheckpoints(),
      write: (key, value) => services.writeCheckpoint(key, value),
    },
    queues: {
      submit: (task) => services.submitTask(task),
      result: async (taskId) => unpackAnswer((await services.taskResult(taskId)) as ExecutionAnswer),
      cancel: (taskId) => services.cancelTask(taskId),
    },
    vectors: {
      describe: (index) => services.describeIndex(index),
      add: (index, model, items) => services.addVectors(index, model, items),
      search: (index, query) => services.searchVectors(index, query),
      remove: (index, which) => services.removeVectors(index, which),
    },
    models: {
      run: (spec, input, { options = {}, signal: own, onProgress, onPartial } = {}) =>
        callWithLink<ModelMessage, ModelAnswer>((link) => services.runModel(spec, input, options, link), {
          signal: own ?? signal,
          onMessage: (message) =>
            'progress' in message ? onProgress?.(message.progress) : onPartial?.(message.partial),
        }),
    },
    progress: (progress) => send({ progress }),
    emit: (partial) => send({ partial }),
    // Comlink's types split a promise of a union into a union of promises.
    execute: async (name, config, options = {}) =>
      unpackAnswer((await services.execute(name, config, options)) as ExecutionAnswer),
    executeFlow: async (flow, inputs) =>
      unpackAnswer((await services.executeFlow(flow, inputs)) as ExecutionAnswer),
    render: (value, names = {}, options = {}) => services.render(value, names, options),
    ask: (request) => services.ask(request),
  };
}

/** A stream crosses a thread by being handed over; everything else is copied, Blobs without their bytes. */
function sendable(file: FileContent): FileContent {
  return file instanceof ReadableStream ? transfer(file, [file]) : file;
}

expose(api);
