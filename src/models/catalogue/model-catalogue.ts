import { FlowError, nearestName } from '../../errors/index.ts';
import type { ModelSpec } from '../../executors/index.ts';

/** One embedded model, as set-up lists it in `models/models.json`. */
export interface CatalogueModel {
  readonly id: string;
  readonly task: string;
  readonly dtype: string;
  /** All files together, in bytes. */
  readonly size: number;
  readonly files: readonly CatalogueFile[];
}

export interface CatalogueFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * Finds the model that a spec asks for: by its id, or the first for the task.
 * Throws `model_unavailable` with the models for the task that are at hand.
 */
export function findModel(models: readonly CatalogueModel[], spec: ModelSpec): CatalogueModel {
  const { task, model: id } = spec;
  const forTask = models.filter((model) => model.task === task);
  const found = id === undefined ? forTask[0] : models.find((model) => model.id === id);
  const atHand = forTask.map((model) => model.id);
  if (found === undefined) {
    const what = id === undefined ? `a model for the task ${task}` : `the model "${id}"`;
    throw new FlowError('model_unavailable', `This page does not have ${what}.`, {
      hint: hintFor(id, task, atHand, models),
    });
  }
  if (found.task !== task) {
    throw new FlowError(
      'model_unavailable',
      `The model "${found.id}" is for ${found.task}, not for ${task}.`,
      {
        hint: hintFor(undefined, task, atHand, models),
      },
    );
  }
  if (spec.dtype !== undefined && spec.dtype !== found.dtype) {
    const message = `This page has "${found.id}" in ${found.dtype}, not in ${spec.dtype}.`;
    throw new FlowError('model_unavailable', message, {
      hint: `Use dtype: ${found.dtype}, or leave it out.`,
    });
  }
  return found;
}

function hintFor(
  id: string | undefined,
  task: string,
  atHand: readonly string[],
  models: readonly CatalogueModel[],
): string {
  const near = id === undefined ? undefined : nearestName(id, atHand);
  if (near !== undefined) return `Did you mean ${near}?`;
  if (atHand.length > 0) return `For ${task} there is ${atHand.join(', ')}.`;
  const tasks = [...new Set(models.map((model) => model.task))];
  if (tasks.length === 0) return 'No model is embedded in this page: npm start puts them there.';
  return `Embedded models are for ${tasks.join(', ')}. More are added in models/models.lock.json.`;
}

/** Reads `models.json` of the site, once. A failed read is tried again at the next call. */
export function catalogueReader(modelsUrl: URL): () => Promise<readonly CatalogueModel[]> {
  let reading: Promise<readonly CatalogueModel[]> | undefined;
  return () => {
    reading ??= readCatalogue(new URL('models.json', modelsUrl)).catch((cause: unknown) => {
      reading = undefined;
      throw cause;
    });
    return reading;
  };
}

async function readCatalogue(url: URL): Promise<readonly CatalogueModel[]> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return ((await response.json()) as { models: CatalogueModel[] }).models;
  } catch (cause) {
    const hint = 'Run npm start, which puts the models there, and reload the page.';
    throw new FlowError('model_unavailable', `The list of models at ${url.pathname} could not be read.`, {
      hint,
      cause,
    });
  }
}
