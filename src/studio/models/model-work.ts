import type { ReactiveControllerHost } from 'lit';
import { saveFile } from '../../element/save-file.ts';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import type { ModelInfo } from '../../engine/model-library.ts';
import { FlowError } from '../../errors/index.ts';
import { keyOf } from './model-shelf.ts';

export interface WorkStage {
  readonly engine: () => Promise<FlowEngine>;
  readonly refresh: () => Promise<void>;
}

/** What became of the last thing that was done with a model, told beside it. */
export interface Told {
  readonly key: string;
  readonly text?: string;
  readonly fault?: FlowError;
}

/** What can be done with a model at hand. */
export class ModelWork {
  /** The model that somebody is asked about before it is deleted, by its key. */
  asked: string | undefined;
  /** The model that is put into a zip file. */
  exporting: string | undefined;
  told: Told | undefined;
  private readonly host: ReactiveControllerHost;
  private readonly stage: WorkStage;

  constructor(host: ReactiveControllerHost, stage: WorkStage) {
    this.host = host;
    this.stage = stage;
  }

  ask(asked: string | undefined): void {
    this.asked = asked;
    this.told = undefined;
    this.host.requestUpdate();
  }

  pin(info: ModelInfo, pinned: boolean): Promise<void> {
    return this.attempt(info, async ({ models }) => {
      await models.pin(info.model, info.dtype, pinned);
      return pinned ? `${nameOf(info)} is pinned.` : `${nameOf(info)} is not pinned any more.`;
    });
  }

  unload(info: ModelInfo): Promise<void> {
    return this.attempt(info, async ({ models }) => {
      await models.unload(info.model);
      // Which is seen when the work that it has is done.
      return (await models.loaded()).some(({ model }) => model === info.model)
        ? `${info.model} computes, and stays in memory until then.`
        : `${info.model} is not in memory any more.`;
    });
  }

  async export(info: ModelInfo): Promise<void> {
    const key = keyOf(info);
    if (this.exporting !== undefined) return;
    this.exporting = key;
    try {
      await this.attempt(info, async ({ models }) => {
        saveFile(await models.export(info.model, info.dtype), fileNameOf(info));
        return `${nameOf(info)} is exported as ${fileNameOf(info)}.`;
      });
    } finally {
      this.exporting = undefined;
      this.host.requestUpdate();
    }
  }

  async delete(info: ModelInfo): Promise<void> {
    // A zip file that is not whole yet must not be all that is left of it.
    if (this.exporting === keyOf(info)) return;
    this.asked = undefined;
    await this.attempt(info, async ({ models }) => {
      await models.remove(info.model, info.dtype);
      return `${nameOf(info)} is deleted from this browser.`;
    });
  }

  private async attempt(info: ModelInfo, work: (engine: FlowEngine) => Promise<string>): Promise<void> {
    const key = keyOf(info);
    this.told = undefined;
    this.host.requestUpdate();
    try {
      this.told = { key, text: await work(await this.stage.engine()) };
    } catch (thrown) {
      this.told = { key, fault: FlowError.from(thrown) };
    }
    await this.stage.refresh();
  }
}

/** As somebody tells two precisions of a model apart: `mine/reviews in q8`. */
function nameOf({ model, dtype }: ModelInfo): string {
  return `${model} in ${dtype}`;
}

/** `mine__reviews.q8.zip`: as the folder of the model would be called. */
function fileNameOf({ model, dtype }: ModelInfo): string {
  return `${model.replaceAll('/', '__')}.${dtype}.zip`;
}
