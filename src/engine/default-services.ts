import { FlowError } from '../errors/index.ts';
import { systemClock } from './clock.ts';
import type { RunnerServices } from './runner-services.ts';

/** What a runner has when nothing is handed in: time and ids, but neither files nor models. */
export const defaultServices: RunnerServices = {
  clock: systemClock,
  newId: () => crypto.randomUUID(),
  files: { open: noFiles, keep: noFiles },
  models: {
    run: async () => {
      const hint = 'Hand a model host in as services.models.';
      throw new FlowError('model_unavailable', 'This runner was made without models.', { hint });
    },
  },
};

async function noFiles(): Promise<never> {
  const hint = 'Hand a file store in as services.files.';
  throw new FlowError('file_not_found', 'This runner was made without a file store.', { hint });
}
