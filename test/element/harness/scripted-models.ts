import type {
  LoadedModelInfo,
  ModelImportOptions,
  ModelInfo,
  ModelLibrary,
  ModelSource,
} from '../../../src/engine/model-library.ts';
import type { FlowError } from '../../../src/errors/index.ts';

/** The models that a test puts into it, for states that a real library reaches seldom. */
export class ScriptedModels implements ModelLibrary {
  listed: readonly ModelInfo[] = [];
  inMemory: readonly LoadedModelInfo[] = [];
  /** Lets `list` reject. */
  fault: FlowError | undefined;
  /** Lets whatever is done with a model reject. */
  workFault: FlowError | undefined;
  /** What an import does. */
  importing: (options: ModelImportOptions) => Promise<readonly ModelInfo[]> = async () => [];
  /** What an export gives. */
  exporting: () => Promise<Blob> = async () => new Blob(['zip'], { type: 'application/zip' });
  /** Every call that changes something, in words. */
  readonly calls: string[] = [];

  async list(): Promise<readonly ModelInfo[]> {
    if (this.fault !== undefined) throw this.fault;
    return this.listed;
  }

  async loaded(): Promise<readonly LoadedModelInfo[]> {
    return this.inMemory;
  }

  async preload(): Promise<void> {}

  async unload(model?: string): Promise<void> {
    this.call(`unload ${model}`);
    this.inMemory = this.inMemory.filter((each) => each.isBusy || each.model !== model);
  }

  async pin(model: string, dtype: string, isPinned: boolean): Promise<void> {
    this.call(`pin ${model} ${dtype} ${isPinned}`);
    this.change(model, dtype, (info) => [{ ...info, isPinned }]);
  }

  async remove(model: string, dtype: string): Promise<void> {
    this.call(`remove ${model} ${dtype}`);
    this.change(model, dtype, (info) =>
      info.from === 'site' ? [{ ...info, isStored: false, isPinned: false }] : [],
    );
  }

  async import(_source: ModelSource, options: ModelImportOptions = {}): Promise<readonly ModelInfo[]> {
    this.call('import');
    return this.importing(options);
  }

  async export(model: string, dtype: string): Promise<Blob> {
    this.call(`export ${model} ${dtype}`);
    return this.exporting();
  }

  private call(what: string): void {
    this.calls.push(what);
    if (this.workFault !== undefined) throw this.workFault;
  }

  private change(model: string, dtype: string, make: (info: ModelInfo) => readonly ModelInfo[]): void {
    this.listed = this.listed.flatMap((info) =>
      info.model === model && info.dtype === dtype ? make(info) : [info],
    );
  }
}
