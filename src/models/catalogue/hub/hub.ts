import { FlowError } from '../../../errors/index.ts';
import type { ModelSpec } from '../../../executors/index.ts';
import type { CatalogueModel } from '../catalogue-model.ts';
import { type HubEntry, precisionsIn } from './hub-files.ts';
import type { HubSettings } from './hub-settings.ts';

/** A model hub that the page's author allowed, asked by the paths that transformers.js knows. */
export class Hub {
  readonly name: string;
  private readonly settings: HubSettings;
  private readonly listed = new Map<string, Promise<readonly HubEntry[]>>();

  constructor(settings: HubSettings) {
    this.settings = settings;
    this.name = new URL(settings.host).host;
  }

  allows(id: string): boolean {
    const { allow } = this.settings;
    // What goes into an address has to look like an id.
    if (!/^[\w.-]+\/[\w.-]+$/.test(id) || /(^|\/)\.+($|\/)/.test(id)) return false;
    if (allow === undefined) return true;
    return allow.some((each) => each === id || (each.endsWith('/*') && id.startsWith(each.slice(0, -1))));
  }

  /** The precisions of a model that the hub has. Rejects with `model_unavailable` and `download_failed`. */
  async candidates(id: string, { task, dtype }: ModelSpec): Promise<readonly CatalogueModel[]> {
    const { host, revision = 'main' } = this.settings;
    const entries = await this.entries(id);
    const models: CatalogueModel[] = [];
    for (const [precision, files] of precisionsIn(entries)) {
      if (dtype !== undefined && precision !== dtype) continue;
      const size = files.reduce((sum, file) => sum + file.size, 0);
      models.push({ id, task, dtype: precision, size, files, origin: { kind: 'hub', host, revision } });
    }
    if (models.length > 0) return models;
    const what = dtype === undefined ? 'ONNX weights' : `weights in ${dtype}`;
    const has = [...precisionsIn(entries).keys()].join(', ');
    const hint = has === '' ? 'Take a model that has an onnx folder.' : `It has ${has}.`;
    throw new FlowError('model_unavailable', `${id} on ${this.name} has no ${what}.`, { hint });
  }

  private entries(id: string): Promise<readonly HubEntry[]> {
    const known = this.listed.get(id);
    if (known !== undefined) return known;
    const asked = this.ask(id).catch((thrown: unknown) => {
      this.listed.delete(id);
      throw thrown;
    });
    this.listed.set(id, asked);
    return asked;
  }

  private async ask(id: string): Promise<readonly HubEntry[]> {
    const { host, revision = 'main' } = this.settings;
    const url = new URL(`/api/models/${id}/tree/${encodeURIComponent(revision)}?recursive=true`, host);
    const response = await fetch(url).catch((cause: unknown) => {
      const hint =
        'See whether the network is there, and whether the site allows the page to connect to the hub.';
      throw new FlowError('download_failed', `${this.name} could not be reached.`, { hint, cause });
    });
    if (response.status === 401 || response.status === 404) {
      const hint =
        'See whether the id and the revision are right; models that ask for an account cannot be fetched.';
      throw new FlowError('model_unavailable', `${this.name} has no model "${id}" at ${revision}.`, { hint });
    }
    if (!response.ok) {
      const hint = 'Try again later.';
      throw new FlowError('download_failed', `${this.name} answered ${response.status}.`, { hint });
    }
    return (await response.json()) as readonly HubEntry[];
  }
}
