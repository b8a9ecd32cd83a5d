import { createModels } from './create-models.ts';
import { FlowRunner, type ModelLibrary, type RunHistory } from './engine/index.ts';
import { FlowError } from './errors/index.ts';
import { builtinRegistry } from './executors/builtin.ts';
import type { ExecutorDescription, FlowFile } from './executors/index.ts';
import type { HubSettings } from './models/catalogue/hub/hub-settings.ts';
import type { ConfirmDownload } from './models/weights/download-policy.ts';
import { openStorage } from './storage/index.ts';
import { LiveWorker } from './workers/bridge/live-worker.ts';
import { FetchedFlows } from './workers/fetched-flows.ts';
import type { ExecutorWorkerApi } from './workers/pool/executor-worker-api.ts';
import { ModuleExecutor } from './workers/pool/module-executor.ts';
import { WorkerPool } from './workers/pool/worker-pool.ts';
import { VectorThread } from './workers/vector-thread.ts';

/** More threads than this gain a small model nothing. */
const MOST_THREADS = 4;

export interface RunnerOptions {
  /** Whether runs that a closed page cut off go on. */
  readonly autoResume: boolean;
  /** The queues whose tasks this page does; all of them where none are named. */
  readonly queues?: readonly string[];
  /** From where models may be fetched that are not beside the page. */
  readonly hub?: HubSettings;
  /** Asked before a large download from there. */
  readonly confirmDownload?: ConfirmDownload;
}

export interface PageRunner {
  readonly runner: FlowRunner;
  /** Why files and runs last no longer than the page, where that is so. */
  readonly storageFault?: FlowError;
  /** The bytes of a file that a run put out; undefined where they are gone. Rejects with `file_damaged`. */
  openFile(file: FlowFile): Promise<Blob | undefined>;
  readonly history: RunHistory;
  readonly models: ModelLibrary;
  registerExecutor(name: string, url: string): Promise<ExecutorDescription>;
}

/**
 * Puts a runner together from the parts that a page has: IndexedDB, a pool of workers, models in workers.
 * This is where the concrete parts are named; everything else knows interfaces.
 * Rejects with `insecure_page` where the browser withholds what they stand on.
 *
 * @param root the site's root, with a slash at the end
 */
export async function createRunner(root: URL, options: RunnerOptions): Promise<PageRunner> {
  if (!isSecureContext) throw insecurePage();
  const { autoResume, queues, hub, confirmDownload } = options;
  const cores = navigator.hardwareConcurrency || 2;
  const registry = builtinRegistry();
  const pool = new WorkerPool(Math.max(2, Math.min(MOST_THREADS, cores)), createExecutorWorker);
  pool.warm();
  const brought = new Set<string>();
  const { files, weights, lasting, history, fault: storageFault } = await openStorage(brought);
  const { models, library } = createModels({
    root,
    store: weights,
    isLasting: storageFault === undefined,
    ...(hub !== undefined && { hub }),
    ...(confirmDownload !== undefined && { confirmDownload }),
  });
  const runner = new FlowRunner(registry, {
    files,
    ...lasting,
    ...(storageFault !== undefined && { storageFault }),
    models,
    vectors: new VectorThread(),
    pool,
    flows: new FetchedFlows(root),
  });
  const resume = (): void => {
    if (autoResume) runner.resumeInterrupted().catch(tellUnread);
  };
  resume();
  runner.workQueues(queues).catch(tellUnread);
  return {
    runner,
    ...(storageFault !== undefined && { storageFault }),
    openFile: (file) => files.read(file),
    history,
    models: library,
    async registerExecutor(name, url) {
      const moduleUrl = new URL(url, root).href;
      const description = await pool.describe(name, moduleUrl);
      registry.register(name, new ModuleExecutor({ ...description, name }, moduleUrl));
      brought.add(name);
      // A run that waited for this executor can go on now.
      resume();
      runner.lookForWork().catch(tellUnread);
      return registry.describe(name);
    },
  };
}

function createExecutorWorker(name: string): LiveWorker<ExecutorWorkerApi> {
  return new LiveWorker(
    new Worker(new URL('./workers/executor.worker.ts', import.meta.url), {
      type: 'module',
      name,
    }),
  );
}

/** Without locks nobody could tell whose a run is, and without random ids no run from another. */
function insecurePage(): FlowError {
  const hint = 'Serve the page over https, or open it from localhost.';
  return new FlowError(
    'insecure_page',
    `Flows cannot run at ${location.origin}: from a page that comes over plain http, browsers withhold what the engine needs.`,
    { hint },
  );
}

function tellUnread(thrown: unknown): void {
  console.warn('Earlier runs and tasks could not be looked at.', thrown);
}
