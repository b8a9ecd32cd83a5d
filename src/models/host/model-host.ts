import { cancellationOf } from '../../errors/index.ts';
import type { ModelAccess, ModelAnswer, ModelRunOptions, ModelSpec } from '../../executors/index.ts';
import { broughtModel } from '../catalogue/brought-model.ts';
import { type CatalogueModel, findModel } from '../catalogue/model-catalogue.ts';
import { chooseDevice } from '../devices/choose-device.ts';
import type { DeviceProbe } from '../devices/probe-devices.ts';
import type { ModelWeights } from '../weights/weight-library.ts';
import { LoadedModel } from './loaded-model.ts';
import type { ModelWorker } from './model-worker.ts';

export interface ModelHostServices {
  readonly catalogue: () => Promise<readonly CatalogueModel[]>;
  readonly probe: () => Promise<DeviceProbe>;
  readonly createWorker: () => ModelWorker;
  readonly threads: number;
  readonly weights: ModelWeights;
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
    const model =
      spec.files === undefined ? findModel(await catalogue(), spec) : broughtModel(spec, spec.files);
    this.probed ??= probe();
    const { device } = chooseDevice(spec.device ?? 'auto', model.dtype, await this.probed);
    if (options.signal?.aborted === true) throw cancellationOf(options.signal);
    const { output, runTime, loadTime } = await this.loadedModel(spec, model, device).run(input, options);
    return { output, model: model.id, device, dtype: model.dtype, runTime, loadTime };
  }

  private loadedModel(
    { task, files }: ModelSpec,
    model: CatalogueModel,
    device: ModelAnswer['device'],
  ): LoadedModel {
    const key = [task, model.id, model.dtype, device].join('|');
    const known = this.loaded.get(key);
    if (known !== undefined) return known;
    const { threads, weights, runtimeUrl, createWorker } = this.services;
    const made = new LoadedModel({
      order: { task, model: model.id, dtype: model.dtype, device, threads, runtimeUrl: runtimeUrl.href },
      bring: async (onProgress) => files ?? weights.bring(model, { onProgress }),
      createWorker,
    });
    this.loaded.set(key, made);
    return made;
  }
}
