import type { ReactiveControllerHost } from 'lit';
import { formatBytes } from '../../element/format/bytes.ts';
import type { FlowEngine } from '../../engine/flow-engine.ts';
import type { ModelImportOptions, ModelInfo } from '../../engine/model-library.ts';
import { FlowError } from '../../errors/index.ts';
import type { Brought } from './brought.ts';

/** What somebody says of the model that they bring; the files tell what is left out. */
export type Said = Pick<ModelImportOptions, 'model' | 'task' | 'dtype'>;

export type ImportState =
  | { readonly status: 'idle' }
  /** A folder is gone through, to see what is in it. */
  | { readonly status: 'looking'; readonly name: string; readonly found: number }
  | { readonly status: 'storing'; readonly name: string; readonly loaded: number; readonly total?: number }
  /** `again` is what was brought, where another try may go better. */
  | { readonly status: 'failed'; readonly fault: FlowError; readonly again?: Brought }
  | { readonly status: 'done'; readonly models: readonly ModelInfo[] };

/** Told where a model is brought while another one is imported. */
export const ONE_AFTER_ANOTHER = 'One model after the other: wait for the end of this one, or cancel it.';

export interface ImportStage {
  readonly engine: () => Promise<FlowEngine>;
  /** Called when there is a model more. */
  readonly onDone: () => void;
}

/** The import of one model after the other. It goes on while another part of the site is looked at. */
export class ModelImport {
  state: ImportState = { status: 'idle' };
  /** Another model was brought while one was imported, and was not taken. */
  wasBusy = false;
  /** For those who listen. */
  said = '';
  private readonly host: ReactiveControllerHost;
  private readonly stage: ImportStage;
  private cancelling: AbortController | undefined;

  constructor(host: ReactiveControllerHost, stage: ImportStage) {
    this.host = host;
    this.stage = stage;
  }

  get isBusy(): boolean {
    return this.state.status === 'looking' || this.state.status === 'storing';
  }

  /** Imports what `bring` gives. One that is under way goes on, and the new one is not begun. */
  async take(bring: () => Brought, said: Said): Promise<void> {
    if (this.isBusy) {
      this.wasBusy = true;
      return this.say(ONE_AFTER_ANOTHER);
    }
    this.wasBusy = false;
    let brought: Brought | undefined;
    const cancelling = new AbortController();
    const { signal } = cancelling;
    this.cancelling = cancelling;
    try {
      brought = bring();
      const { name } = brought;
      this.show({ status: 'looking', name, found: 0 }, `Importing ${name}`);
      const source = await brought.read({
        signal,
        onFound: (found) => this.show({ status: 'looking', name, found }),
      });
      this.show({ status: 'storing', name, loaded: 0 });
      const { models } = await this.stage.engine();
      const imported = await models.import(source, {
        ...said,
        signal,
        onProgress: (bytes) => this.show({ status: 'storing', name, ...bytes }),
      });
      this.show({ status: 'done', models: imported }, cameText(imported));
      this.stage.onDone();
    } catch (thrown) {
      if (signal.aborted) this.show({ status: 'idle' }, 'The import was cancelled. Nothing of it was kept.');
      else this.fail(FlowError.from(thrown), brought);
    }
  }

  /** Tries once more with what failed, and with what is said of it now. */
  async again(said: Said): Promise<void> {
    const { state } = this;
    if (state.status !== 'failed' || state.again === undefined) return;
    const { again } = state;
    await this.take(() => again, said);
  }

  cancel(): void {
    this.cancelling?.abort(new FlowError('cancelled', 'The import was cancelled.'));
  }

  private fail(fault: FlowError, again: Brought | undefined): void {
    // The alert is read out by itself.
    this.show({ status: 'failed', fault, ...(again !== undefined && { again }) }, '');
  }

  private show(state: ImportState, said = this.said): void {
    this.state = state;
    this.say(said);
  }

  private say(said: string): void {
    this.said = said;
    this.host.requestUpdate();
  }
}

/** `mine/reviews is here: text-classification, q8 (23.7 MB).` */
function cameText(models: readonly ModelInfo[]): string {
  const [first] = models;
  if (first === undefined) return '';
  const each = models.map(({ dtype, size }) => `${dtype} (${formatBytes(size)})`);
  return `${first.model} is here: ${first.task}, ${each.join(' and ')}.`;
}
