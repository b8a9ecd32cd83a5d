import type { StoredModel, WeightPiece, WeightStore } from './weight-store.ts';

/** Weights for as long as the page lasts: for browsers that give it no database. */
export class MemoryWeightStore implements WeightStore {
  private readonly files = new Map<string, Map<number, WeightPiece>>();
  private readonly models = new Map<string, StoredModel>();

  async pieces(model: string, path: string): Promise<readonly WeightPiece[]> {
    return [...(this.files.get(`${model}/${path}`)?.values() ?? [])];
  }

  async keep(model: string, path: string, piece: WeightPiece): Promise<void> {
    const key = `${model}/${path}`;
    const pieces = this.files.get(key) ?? new Map<number, WeightPiece>();
    pieces.set(piece.index, piece);
    this.files.set(key, pieces);
  }

  async discard(model: string, path: string, index?: number): Promise<void> {
    const key = `${model}/${path}`;
    if (index === undefined) this.files.delete(key);
    else this.files.get(key)?.delete(index);
  }

  async list(): Promise<readonly StoredModel[]> {
    return [...this.models.values()];
  }

  async record(model: StoredModel): Promise<void> {
    this.models.set(`${model.id}|${model.dtype}`, model);
  }

  async remove(id: string, dtype: string): Promise<void> {
    const removed = this.models.get(`${id}|${dtype}`);
    this.models.delete(`${id}|${dtype}`);
    const needed = new Set(
      [...this.models.values()]
        .filter((each) => each.id === id)
        .flatMap(({ files }) => files.map(({ path }) => path)),
    );
    for (const { path } of removed?.files ?? []) if (!needed.has(path)) await this.discard(id, path);
  }

  async takeOver(stage: string, models: readonly StoredModel[]): Promise<void> {
    for (const { id, dtype } of models) await this.remove(id, dtype);
    for (const model of models) {
      for (const { path } of model.files) {
        const pieces = this.files.get(`${stage}/${path}`);
        if (pieces !== undefined) this.files.set(`${model.id}/${path}`, pieces);
      }
      await this.record(model);
    }
    await this.forget(stage);
  }

  async forget(stage: string): Promise<void> {
    for (const key of this.files.keys()) if (key.startsWith(`${stage}/`)) this.files.delete(key);
  }
}
