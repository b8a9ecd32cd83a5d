import type { ModelAccess } from './executors/index.ts';
import { Hub } from './models/catalogue/hub/hub.ts';
import type { HubSettings } from './models/catalogue/hub/hub-settings.ts';
import { ModelCatalogue } from './models/catalogue/model-catalogue.ts';
import { siteModelsReader } from './models/catalogue/read-site-models.ts';
import { probeDevices } from './models/devices/probe-devices.ts';
import { HeadModels } from './models/heads/head-models.ts';
import { memoryLimit } from './models/host/memory-budget.ts';
import { ModelHost } from './models/host/model-host.ts';
import { Library } from './models/library.ts';
import { SharedModels } from './models/sharing/shared-models.ts';
import { sharingParts } from './models/sharing/sharing-parts.ts';
import { type ConfirmDownload, DownloadPolicy } from './models/weights/download-policy.ts';
import { WeightLibrary } from './models/weights/weight-library.ts';
import type { WeightStore } from './models/weights/weight-store.ts';
import { createModelWorker } from './workers/create-model-worker.ts';

export interface ModelOptions {
  /** The site's root, with a slash at the end. */
  readonly root: URL;
  readonly store: WeightStore;
  /** Whether other tabs have the same store. */
  readonly isLasting: boolean;
  readonly hub?: HubSettings;
  readonly confirmDownload?: ConfirmDownload;
}

/** Models that nobody used for so long, in milliseconds, give their memory back. */
const IDLE_AFTER = 5 * 60_000;

/** Puts the parts together that lead from a model's name to an answer. */
export function createModels({ root, store, isLasting, hub, confirmDownload }: ModelOptions): {
  readonly models: ModelAccess;
  readonly library: Library;
} {
  const modelsUrl = new URL('models/', root);
  const catalogue = new ModelCatalogue({
    site: siteModelsReader(modelsUrl),
    stored: () => store.list(),
    ...(hub !== undefined && { hub: new Hub(hub) }),
  });
  const weights = new WeightLibrary({ modelsUrl, store, policy: new DownloadPolicy(confirmDownload) });
  const host = new ModelHost({
    catalogue,
    weights,
    probe: probeDevices,
    createWorker: createModelWorker,
    runtimeUrl: new URL('ort/', root),
    memory: memoryLimit((navigator as { readonly deviceMemory?: number }).deviceMemory),
    idleAfter: IDLE_AFTER,
  });
  const own = new HeadModels({ catalogue, weights, host });
  // Tabs share what is the same for all of them: not a hub that one of them names, nor models that only one has kept.
  const sharing = hub === undefined && isLasting ? sharingParts(root) : undefined;
  const models = sharing === undefined ? own : new SharedModels(own, sharing);
  return { models, library: new Library({ catalogue, store, memory: models }) };
}
