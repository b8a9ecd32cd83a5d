import { FlowError } from '../../errors/index.ts';
import type { Progress } from '../../executors/index.ts';
import type { CatalogueFile, CatalogueModel } from '../catalogue/model-catalogue.ts';
import { ByteCounter } from './byte-counter.ts';
import type { ModelFiles } from './model-files.ts';

export interface BringOptions {
  readonly signal?: AbortSignal;
  /** Bytes over all files together; they never run backwards. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Where the host has the files of models from. */
export interface ModelWeights {
  /** Brings the files of a model together. Rejects with `download_failed`. */
  bring(model: CatalogueModel, options?: BringOptions): Promise<ModelFiles>;
}

/** Fetches the files of models from this site. */
export class WeightLibrary implements ModelWeights {
  private readonly modelsUrl: URL;

  /** @param modelsUrl the site's folder of models, with a slash at the end */
  constructor(modelsUrl: URL) {
    this.modelsUrl = modelsUrl;
  }

  async bring(model: CatalogueModel, { signal, onProgress }: BringOptions = {}): Promise<ModelFiles> {
    const counter = new ByteCounter(model.id, model.size, onProgress);
    const contents = await Promise.all(
      model.files.map((file) => this.download(model, file, counter, signal)),
    );
    return new Map(model.files.map(({ path }, index) => [path, contents[index] ?? new Blob()]));
  }

  private async download(
    model: CatalogueModel,
    file: CatalogueFile,
    counter: ByteCounter,
    signal: AbortSignal | undefined,
  ): Promise<Blob> {
    const url = new URL(`${model.id}/${file.path}`, this.modelsUrl);
    const name = `${file.path} of ${model.id}`;
    const response = await fetch(url, signal === undefined ? {} : { signal }).catch((cause: unknown) => {
      throw lost(`${url.href} could not be reached.`, cause);
    });
    if (!response.ok || response.body === null) {
      const hint = 'Run npm start, which puts the models there, and try again.';
      throw new FlowError('download_failed', `${name}: the server answered ${response.status}.`, { hint });
    }
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw lost(`${name} broke off in the middle.`, cause);
      });
      if (done) return new Blob(parts);
      parts.push(value);
      counter.add(value.byteLength);
    }
  }
}

function lost(message: string, cause: unknown): FlowError {
  const hint = 'See whether the page is still served, and try again.';
  return new FlowError('download_failed', message, { hint, cause });
}
