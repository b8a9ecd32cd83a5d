import { FlowError } from '../../errors/index.ts';
import type { ModelAccess, ModelAnswer, ModelRunOptions, ModelSpec } from '../../executors/index.ts';
import type { LoadedModel } from '../host/model-host.ts';
import { Leadership } from './leadership.ts';
import type { Request } from './messages.ts';
import type { OwnModels } from './served-follower.ts';
import type { SharingParts } from './sharing-parts.ts';

/**
 * The models of all tabs of a site: one of the tabs loads and runs them, the others ask it. A tab that is alone, or that
 * nobody answers, uses its own.
 */
export class SharedModels implements ModelAccess {
  private readonly own: OwnModels;
  private readonly leadership: Leadership;

  constructor(own: OwnModels, parts: SharingParts) {
    this.own = own;
    this.leadership = new Leadership(parts, own);
  }

  async run(spec: ModelSpec, input: unknown, options: ModelRunOptions = {}): Promise<ModelAnswer> {
    const request = { does: 'run', spec, input, options: options.options } as const;
    const own = (): Promise<ModelAnswer> => this.own.run(spec, input, options);
    return this.ask(request, options, own, (answer) => ({ ...answer, shared: true }));
  }

  preload(spec: Partial<ModelSpec>, options: ModelRunOptions = {}): Promise<void> {
    return this.ask({ does: 'preload', spec }, options, () => this.own.preload(spec, options));
  }

  revision(): Promise<string> {
    return this.own.revision();
  }

  /** The models in memory: this tab's, and those of the tab that computes for it. */
  loaded(): Promise<readonly LoadedModel[]> {
    const own = (): readonly LoadedModel[] => this.own.loaded();
    return this.ask({ does: 'loaded' }, {}, own, (there) => [
      ...own(),
      ...there.map((model) => ({ ...model, shared: true })),
    ]);
  }

  /** Gives the memory of a model back, or of all of them, for all tabs; one that computes is left alone. */
  async unload(model?: string): Promise<void> {
    this.own.unload(model);
    await this.ask<void>({ does: 'unload', model }, {}, () => {});
  }

  /** Asks the tab that leads; this one's own models where that is this one, or where none answers. */
  private async ask<Answer>(
    request: Request,
    watch: ModelRunOptions,
    own: () => Answer | Promise<Answer>,
    mark: (answer: Answer) => Answer = (answer) => answer,
  ): Promise<Answer> {
    const line = await this.leadership.lineToLeader();
    if (line === undefined) return own();
    try {
      const answered = await line.call(request, watch);
      // A leader is of the same build: it answers what the own models would.
      if (answered !== undefined) return mark(answered.answer as Answer);
    } catch (thrown) {
      // A tab that was opened earlier may know fewer models: it has read the site's list then.
      if (!(thrown instanceof FlowError) || thrown.code !== 'model_unavailable') throw thrown;
    }
    return own();
  }
}
