import type { ReactiveControllerHost } from 'lit';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import type { LoadedModelInfo, ModelInfo } from '../../engine/model-library.ts';
import type { StorageInfo } from '../../engine/storage-info.ts';
import { FlowError } from '../../errors/index.ts';

/** A model with what of it is in memory. */
export interface ShelvedModel {
  readonly info: ModelInfo;
  readonly loaded: readonly LoadedModelInfo[];
}

export type ShelfState =
  | { readonly status: 'looking' }
  | { readonly status: 'failed'; readonly fault: FlowError }
  | { readonly status: 'ready'; readonly models: readonly ShelvedModel[] };

/** The models at hand and the room that is left. Only the answer to the last question counts. */
export class ModelShelf {
  state: ShelfState = { status: 'looking' };
  room: StorageInfo | undefined;
  private asked = 0;
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
  }

  get models(): readonly ShelvedModel[] {
    return this.state.status === 'ready' ? this.state.models : [];
  }

  /** An engine that does not come is told of as a list that does not. */
  async load(engine: Promise<FlowEngine>): Promise<void> {
    const turn = ++this.asked;
    const [state, room] = await Promise.all([stateOf(engine), roomOf(engine)]);
    if (turn !== this.asked) return;
    this.state = state;
    this.room = room;
    this.host.requestUpdate();
  }
}

async function roomOf(engine: Promise<FlowEngine>): Promise<StorageInfo | undefined> {
  try {
    return await (await engine).storageInfo();
  } catch {
    return undefined;
  }
}

async function stateOf(engine: Promise<FlowEngine>): Promise<ShelfState> {
  try {
    const { models } = await engine;
    // What is in memory is a remark: the list is of use without it.
    const [listed, loaded] = await Promise.all([models.list(), models.loaded().catch(() => [])]);
    return {
      status: 'ready',
      models: listed.map((info) => ({
        info,
        loaded: loaded.filter(({ model, dtype }) => model === info.model && dtype === info.dtype),
      })),
    };
  } catch (thrown) {
    return { status: 'failed', fault: FlowError.from(thrown, 'model_unavailable') };
  }
}

/** A model in one of its precisions. */
export function keyOf({ model, dtype }: Pick<ModelInfo, 'model' | 'dtype'>): string {
  return `${model} ${dtype}`;
}
