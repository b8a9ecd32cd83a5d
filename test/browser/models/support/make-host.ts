import { afterAll } from 'vitest';
import { FlowError } from '../../../../src/errors/index.ts';
import { ModelCatalogue } from '../../../../src/models/catalogue/model-catalogue.ts';
import { siteModelsReader } from '../../../../src/models/catalogue/read-site-models.ts';
import { probeDevices } from '../../../../src/models/devices/probe-devices.ts';
import { ModelHost, type ModelHostServices } from '../../../../src/models/host/model-host.ts';
import type { ModelWorker } from '../../../../src/models/host/model-worker.ts';
import { DownloadPolicy } from '../../../../src/models/weights/download-policy.ts';
import { WeightLibrary } from '../../../../src/models/weights/weight-library.ts';
import { IndexedDbWeightStore } from '../../../../src/storage/models/indexed-db-weight-store.ts';
import { createModelWorker } from '../../../../src/workers/create-model-worker.ts';

/** A host on real models in real workers, which end with the test file. */
export interface TestHost {
  readonly host: ModelHost;
  /** Every worker that the host started. */
  readonly workers: ModelWorker[];
}

export function makeHost(
  folder: 'models' | 'test-models' = 'models',
  changed: Partial<ModelHostServices> = {},
): TestHost {
  const modelsUrl = new URL(`/${folder}/`, location.href);
  const store = new IndexedDbWeightStore();
  const workers: ModelWorker[] = [];
  const host = new ModelHost({
    catalogue: new ModelCatalogue({ site: siteModelsReader(modelsUrl), stored: async () => [] }),
    probe: probeDevices,
    weights: new WeightLibrary({ modelsUrl, store, policy: new DownloadPolicy() }),
    createWorker: () => {
      const worker = createModelWorker();
      workers.push(worker);
      return worker;
    },
    runtimeUrl: new URL('/ort/', location.href),
    memory: 2_000_000_000,
    idleAfter: 300_000,
    ...changed,
  });
  afterAll(() => {
    for (const worker of workers) worker.terminate(new FlowError('cancelled', 'over'));
  });
  return { host, workers };
}
