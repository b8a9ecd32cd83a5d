import { FlowError } from '../../../../src/errors/index.ts';
import { ModelCatalogue } from '../../../../src/models/catalogue/model-catalogue.ts';
import { siteModelsReader } from '../../../../src/models/catalogue/read-site-models.ts';
import { probeDevices } from '../../../../src/models/devices/probe-devices.ts';
import { ModelHost } from '../../../../src/models/host/model-host.ts';
import type { ModelWorker } from '../../../../src/models/host/model-worker.ts';
import { DownloadPolicy } from '../../../../src/models/weights/download-policy.ts';
import { WeightLibrary } from '../../../../src/models/weights/weight-library.ts';
import { IndexedDbWeightStore } from '../../../../src/storage/models/indexed-db-weight-store.ts';
import { createModelWorker } from '../../../../src/workers/create-model-worker.ts';

/** This engine's model host, on its own workers and its own store, as the page puts it together. */
export class Ours {
  readonly host: ModelHost;
  private readonly workers: ModelWorker[] = [];

  /** @param cores how many it may use; more than the machine has are those that it has */
  constructor(cores: number) {
    const root = new URL('/', location.href);
    const modelsUrl = new URL('models/', root);
    const store = new IndexedDbWeightStore();
    this.host = new ModelHost({
      catalogue: new ModelCatalogue({ site: siteModelsReader(modelsUrl), stored: () => store.list() }),
      probe: async () => {
        const probe = await probeDevices();
        return { ...probe, cores: Math.min(cores, probe.cores) };
      },
      weights: new WeightLibrary({ modelsUrl, store, policy: new DownloadPolicy() }),
      createWorker: () => {
        const worker = createModelWorker();
        this.workers.push(worker);
        return worker;
      },
      runtimeUrl: new URL('ort/', root),
      memory: 2_000_000_000,
      idleAfter: 600_000,
    });
  }

  async embed(texts: string | readonly string[]): Promise<unknown> {
    return (await this.host.run({ task: 'feature-extraction' }, texts)).output;
  }

  close(): void {
    for (const worker of this.workers) worker.terminate(new FlowError('cancelled', 'It is over.'));
  }
}
