import { cancellationOf, FlowError } from '../../errors/index.ts';
import type { ModelAccess, ModelAnswer, ModelRunOptions, ModelSpec } from '../../executors/index.ts';
import { checkInput } from '../../executors/model-input.ts';
import { checkOptions } from '../../executors/model-options.ts';
import { isPipelineTask, taskNamed } from '../../executors/model-tasks.ts';
import { broughtModel } from '../catalogue/brought-model.ts';
import type { ModelCatalogue } from '../catalogue/model-catalogue.ts';
import { type DeviceTry, planDevices } from '../devices/plan-devices.ts';
import type { DeviceProbe } from '../devices/probe-devices.ts';
import { checkExternalData } from '../weights/external-data.ts';
import type { ModelWeights } from '../weights/weight-library.ts';
import { bringFiles } from './bring-files.ts';
import { CoreScheduler } from './core-scheduler.ts';
import { type Evictable, MemoryBudget } from './memory-budget.ts';
import { ModelPool } from './model-pool.ts';
import { ModelSession } from './model-session.ts';
import type { ModelWorker } from './model-worker.ts';
import { memoryOf } from './task-traits.ts';

export interface ModelHostServices {
  readonly catalogue: Pick<ModelCatalogue, 'candidates' | 'revision' | 'taskOf'>;
  readonly probe: () => Promise<DeviceProbe>;
  readonly weights: ModelWeights;
  readonly createWorker: () => ModelWorker;
  /** The site's folder of the runtime's wasm files, with a slash at the end. */
  readonly runtimeUrl: URL;
  /** What loaded models may take of memory together, in bytes. */
  readonly memory: number;
  /** Milliseconds after which a model that nobody used is ended. */
  readonly idleAfter: number;
  /** In milliseconds. */
  readonly now?: () => number;
}

/** A model that is loaded, for who wants to see or end it. */
export interface LoadedModel {
  readonly model: string;
  readonly task: string;
  readonly dtype: string;
  readonly device: ModelAnswer['device'];
  readonly workers: number;
  /** Roughly, in bytes. */
  readonly memory: number;
  readonly isBusy: boolean;
  /** Whether it is in the memory of another tab, which computes for this one. */
  readonly shared?: boolean;
}

interface Known {
  readonly spec: ModelSpec;
  readonly way: DeviceTry;
  readonly pool: ModelPool;
}

/** What a spec means here: the ways to try, one after the other. */
interface Plan {
  readonly ways: readonly DeviceTry[];
  readonly cores: CoreScheduler;
}

/** How long a run may go on after it was told to stop, in milliseconds. */
const PATIENCE = 1000;
/** How often idle models are looked for, in milliseconds. */
const LOOK_EVERY = 30_000;

/**
 * Loads models when a step first asks for them, each in a worker of its own, and keeps them for the next step and run:
 * as long as they are used, and as long as there is memory.
 */
export class ModelHost implements ModelAccess {
  private readonly known = new Map<string, Known>();
  private readonly plans = new Map<string, Plan>();
  private readonly services: ModelHostServices;
  private readonly budget: MemoryBudget;
  private probed: Promise<DeviceProbe> | undefined;
  private cores: CoreScheduler | undefined;
  private looking: ReturnType<typeof setInterval> | undefined;

  constructor(services: ModelHostServices) {
    this.services = services;
    this.budget = new MemoryBudget(services.memory);
  }

  async run(given: ModelSpec, input: unknown, options: ModelRunOptions = {}): Promise<ModelAnswer> {
    const task = taskNamed(given.task);
    const spec = { ...given, task };
    // Before anything is fetched or loaded for it.
    if (isPipelineTask(task)) {
      checkInput(task, input, options.options ?? {});
      checkOptions(options.options ?? {});
    }
    return this.onSomeDevice(spec, options, async (pool, way, tried) => {
      const { output, runTime, loadTime, workers } = await pool.run(input, options);
      const { model, device, threads, reason } = way;
      const used = workers === 1 ? threads : 1;
      const base = { output, model: model.id, device, dtype: model.dtype, runTime, loadTime };
      return { ...base, deviceReason: reason, threads: used, workers, ...(tried.length > 0 && { tried }) };
    });
  }

  async preload({ task, ...spec }: Partial<ModelSpec>, options: ModelRunOptions = {}): Promise<void> {
    const whole = {
      ...spec,
      task: task !== undefined ? taskNamed(task) : await this.services.catalogue.taskOf(spec.model),
    };
    await this.onSomeDevice(whole, options, (pool) => pool.single.preload(options));
  }

  revision(): Promise<string> {
    return this.services.catalogue.revision();
  }

  /** The models that are in memory. */
  loaded(): readonly LoadedModel[] {
    const found: LoadedModel[] = [];
    for (const { spec, way, pool } of this.known.values()) {
      const sessions = [pool.single, ...pool.replicas].filter(({ isLoaded }) => isLoaded);
      if (sessions.length === 0) continue;
      const { model, device } = way;
      found.push({
        model: model.id,
        task: spec.task,
        dtype: model.dtype,
        device,
        workers: sessions.length,
        memory: sessions.length * memoryOf(spec.task, model.size),
        isBusy: sessions.some(({ isIdle }) => !isIdle),
      });
    }
    return found;
  }

  /** Gives the memory of a model back, or of all of them. Calls that are under way are made again in a new worker. */
  unload(model?: string): void {
    // What goes by a name may be other weights from here on.
    this.plans.clear();
    for (const { way, pool } of this.known.values()) {
      if (model !== undefined && way.model.id !== model) continue;
      for (const session of [pool.single, ...pool.replicas]) if (session.isIdle) session.unload(unloaded());
    }
  }

  /** Tries the ways to compute a model, one after the other; each gets a second worker before the next one's turn. */
  private async onSomeDevice<Answer>(
    spec: ModelSpec,
    { signal }: ModelRunOptions,
    use: (pool: ModelPool, way: DeviceTry, tried: readonly string[]) => Promise<Answer>,
  ): Promise<Answer> {
    const { ways, cores } = await this.planFor(spec);
    const tried: string[] = [];
    for (const [place, way] of ways.entries()) {
      for (const isAgain of [false, true]) {
        if (signal?.aborted === true) throw cancellationOf(signal);
        try {
          return await use(this.poolOf(spec, way, cores), way, tried);
        } catch (thrown) {
          const fault = FlowError.from(thrown, 'model_run_failed');
          const isLast = isAgain && place === ways.length - 1;
          if (isLast || !isOfDevice(fault)) throw fault;
          tried.push(`${way.device}, ${way.threads} thread${way.threads === 1 ? '' : 's'}: ${fault.message}`);
        }
      }
    }
    throw new FlowError('device_unavailable', 'There is no device to compute on.');
  }

  /** What a spec means is looked up anew unless it is loaded: a call then costs no look into the database. */
  private async planFor(spec: ModelSpec): Promise<Plan> {
    const { task, model, device = 'auto', dtype } = spec;
    const name = [task, model, device, dtype].join('|');
    const known = this.plans.get(name);
    const [first] = known?.ways ?? [];
    if (known !== undefined && first !== undefined && this.isLoaded(task, first)) return known;
    const { catalogue, probe } = this.services;
    const candidates =
      spec.files === undefined ? await catalogue.candidates(spec) : [broughtModel(spec, spec.files)];
    this.probed ??= probe();
    const probed = await this.probed;
    this.cores ??= new CoreScheduler(probed.cores);
    const plan = { ways: planDevices(device, candidates, probed), cores: this.cores };
    this.plans.set(name, plan);
    return plan;
  }

  private isLoaded(task: string, way: DeviceTry): boolean {
    return this.known.get(keyOf(task, way))?.pool.single.isReady === true;
  }

  private poolOf(spec: ModelSpec, way: DeviceTry, cores: CoreScheduler): ModelPool {
    const { threads } = way;
    const key = keyOf(spec.task, way);
    const known = this.known.get(key);
    if (known !== undefined) return known.pool;
    const pool = new ModelPool({
      task: spec.task,
      threads,
      mostReplicas: () => this.mostReplicas(spec.task, way),
      createSession: (count) => this.createSession(spec, { ...way, threads: count }, cores),
    });
    this.known.set(key, { spec, way, pool });
    this.lookForIdle();
    return pool;
  }

  private createSession(spec: ModelSpec, way: DeviceTry, cores: CoreScheduler): ModelSession {
    const { weights, catalogue, runtimeUrl, createWorker, now = () => performance.now() } = this.services;
    const { model, device, threads } = way;
    const { task, files } = spec;
    const session = new ModelSession({
      order: {
        task,
        model: model.id,
        dtype: model.dtype,
        isOptimised: model.isOptimised === true,
        device,
        threads,
        runtimeUrl: runtimeUrl.href,
      },
      bring: async (watch) => {
        if (files !== undefined) await checkExternalData(model, files);
        return bringFiles({ task, model, files }, { catalogue, weights }, watch);
      },
      createWorker,
      cores,
      makeRoom: () => this.budget.makeRoom(evictable),
      now,
      patience: PATIENCE,
    });
    const evictable: Evictable = {
      memory: memoryOf(task, model.size),
      get isLoaded() {
        return session.isLoaded;
      },
      get isIdle() {
        return session.isIdle;
      },
      get lastUsed() {
        return session.lastUsed;
      },
      evict: () => session.unload(unloaded()),
    };
    this.budget.add(evictable);
    return session;
  }

  private mostReplicas(task: string, { device, model }: DeviceTry): number {
    // One GPU is not two, and there a group of inputs runs as one.
    if (device === 'webgpu') return 1;
    const memory = memoryOf(task, model.size);
    let count = this.cores?.total ?? 1;
    while (count > 1 && !this.budget.hasRoomFor(count * memory)) count--;
    return count;
  }

  private lookForIdle(): void {
    const { idleAfter, now = () => performance.now() } = this.services;
    this.looking ??= setInterval(() => {
      for (const { pool } of this.known.values()) {
        for (const session of [pool.single, ...pool.replicas]) {
          const isIdle = session.isLoaded && session.isIdle && now() - session.lastUsed > idleAfter;
          if (isIdle) session.unload(unloaded());
        }
      }
    }, LOOK_EVERY);
  }
}

/** Other weights of the same name are another model: its user may have imported it anew. */
function keyOf(task: string, { model, device, threads }: DeviceTry): string {
  const weights = model.files.map(
    ({ path, size, sha256, version }) => `${path} ${sha256 ?? version ?? size}`,
  );
  return [task, model.id, model.dtype, device, threads, ...weights].join('|');
}

function unloaded(): FlowError {
  return new FlowError('cancelled', 'The model was unloaded.');
}

/** Faults that another worker, or another device, may not have. */
function isOfDevice({ code }: FlowError): boolean {
  return ['device_lost', 'out_of_memory', 'worker_crashed', 'model_load_failed'].includes(code);
}
