import { cancellationOf } from '../../errors/index.ts';
import type { ModelAccess, ModelAnswer, ModelRunOptions, ModelSpec } from '../../executors/index.ts';
import { type CatalogueModel, findModel } from '../catalogue/model-catalogue.ts';
import { chooseDevice } from '../devices/choose-device.ts';
import type { DeviceProbe } from '../devices/probe-devices.ts';
import { LoadedModel } from './loaded-model.ts';
import type { ModelWorker } from './model-worker.ts';
import type { LoadOrder } from './model-worker-api.ts';

export interface ModelHostServices {
  readonly catalogue: () => Promise<readonly CatalogueModel[]>;
  readonly probe: () => Promise<DeviceProbe>;
  readonly createWorker: () => ModelWorker;
  readonly threads: number;
  readonly modelsUrl: URL;
  readonly runtimeUrl: URL;
}

/** Loads models when a step first asks for them, each in a worker of its own, and keeps them for the next step and run. */
export class ModelHost implements ModelAccess {
  private readonly loaded = new Map<string, LoadedModel>();
  private readonly services: ModelHostServices;
  private probed: Promise<DeviceProbe> | undefined;

  constructor(services: ModelHostServices) {
    this.services = services;
  }

  async run(spec: ModelSpec, input: unknown, options: ModelRunOptions = {}): Promise<ModelAnswer> {
    const { catalogue, probe } = this.services;
    const model = findModel(await catalogue(), spec);
    this.probed ??= probe();
    const { device } = chooseDevice(spec.device ?? 'auto', model.dtype, await this.probed);
    if (options.signal?.aborted === true) throw cancellationOf(options.signal);
    const { output, runTime, loadTime } = await this.loadedModel(spec.task, model, device).run(
      input,
      options,
    );
    return { output, model: model.id, device, dtype: model.dtype, runTime, loadTime };
  }

  private loadedModel(task: string, model: CatalogueModel, device: LoadOrder['device']): LoadedModel {
    const key = [task, model.id, model.dtype, device].join('|');
    const known = this.loaded.get(key);
    if (known !== undefined) return known;
    const { threads, modelsUrl, runtimeUrl, createWorker } = this.services;
    const order = { task, model, device, threads, modelsUrl: modelsUrl.href, runtimeUrl: runtimeUrl.href };
    const made = new LoadedModel(order, createWorker);
    this.loaded.set(key, made);
    return made;
  }
}
