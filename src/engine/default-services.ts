import { FlowError } from '../errors/index.ts';
import { systemClock } from './clock.ts';
import type { RunnerServices } from './runner-services.ts';

/** What a runner has when nothing is handed in: time and ids, but neither files nor models, vectors nor other flows. */
export const defaultServices: RunnerServices = {
  clock: systemClock,
  newId: () => crypto.randomUUID(),
  random: Math.random,
  fetch: (...args) => fetch(...args),
  files: { open: noFiles, keep: noFiles, write: noFiles, find: noFiles, remove: noFiles },
  models: {
    run: async () => {
      const hint = 'Hand a model host in as services.models.';
      throw new FlowError('model_unavailable', 'This runner was made without models.', { hint });
    },
  },
  vectors: { describe: noVectors, add: noVectors, search: noVectors, remove: noVectors },
  flows: {
    load: async (address) => {
      const hint = 'Hand a loader in as services.flows, or write the other flow out in place of its address.';
      const message = `This runner was made without other flows, and cannot find "${address}".`;
      throw new FlowError('flow_not_found', message, { hint });
    },
  },
};

async function noFiles(): Promise<never> {
  const hint = 'Hand a file store in as services.files.';
  throw new FlowError('file_not_found', 'This runner was made without a file store.', { hint });
}

async function noVectors(): Promise<never> {
  const hint = 'Hand a store of vectors in as services.vectors.';
  throw new FlowError('storage_unavailable', 'This runner was made without a store of vectors.', { hint });
}
