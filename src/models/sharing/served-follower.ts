import { FlowError, fromWire, toWire } from '../../errors/index.ts';
import type { ModelHost } from '../host/model-host.ts';
import { BEAT_EVERY, type Request, type ToFollower, type ToLeader } from './messages.ts';

/** The models in this tab's memory. */
export type OwnModels = Pick<ModelHost, 'run' | 'preload' | 'revision' | 'loaded' | 'unload'>;

/** A leader's side of the line of one follower: makes its calls on the leader's models. */
export class ServedFollower {
  private readonly running = new Map<number, AbortController>();
  private beating: ReturnType<typeof setInterval> | undefined;
  private isGone = false;
  private readonly leader: string;
  private readonly channel: BroadcastChannel;
  private readonly models: OwnModels;

  constructor(leader: string, channel: BroadcastChannel, models: OwnModels) {
    this.leader = leader;
    this.channel = channel;
    this.models = models;
    channel.onmessage = ({ data }: MessageEvent<ToLeader>) => this.hear(data);
    channel.onmessageerror = () => this.post({ leader, says: 'unreadable' });
  }

  /** Tells the follower that it is heard. */
  greet(): void {
    this.post({ leader: this.leader, says: 'here' });
  }

  /** The follower has ended: nobody waits for its calls any more. */
  end(): void {
    this.isGone = true;
    const reason = new FlowError('cancelled', 'The tab that asked was closed.');
    for (const stop of this.running.values()) stop.abort(reason);
    this.channel.close();
  }

  private hear(message: ToLeader): void {
    if (message.leader !== this.leader) return;
    if ('cancel' in message) this.running.get(message.call)?.abort(fromWire(message.cancel));
    else void this.serve(message.call, message.request);
  }

  private async serve(call: number, request: Request): Promise<void> {
    const { leader } = this;
    const stop = new AbortController();
    this.running.set(call, stop);
    this.beating ??= setInterval(() => this.post({ leader, says: 'beat' }), BEAT_EVERY);
    try {
      const answer = await this.make(call, request, stop.signal);
      this.post({ leader, says: 'answer', call, answer });
    } catch (thrown) {
      this.post({ leader, says: 'error', call, error: toWire(FlowError.from(thrown, 'model_run_failed')) });
    }
    this.running.delete(call);
    if (this.running.size > 0) return;
    clearInterval(this.beating);
    this.beating = undefined;
  }

  private async make(call: number, request: Request, signal: AbortSignal): Promise<unknown> {
    const { leader, models } = this;
    switch (request.does) {
      case 'run':
        return models.run(request.spec, request.input, {
          signal,
          ...(request.options !== undefined && { options: request.options }),
          onProgress: (progress) => this.post({ leader, says: 'progress', call, progress }),
          onPartial: (partial) => this.post({ leader, says: 'partial', call, partial }),
        });
      case 'preload':
        return models.preload(request.spec, {
          signal,
          onProgress: (progress) => this.post({ leader, says: 'progress', call, progress }),
        });
      case 'loaded':
        return models.loaded();
      case 'unload':
        return models.unload(request.model);
    }
  }

  private post(message: ToFollower): void {
    if (!this.isGone) this.channel.postMessage(message);
  }
}
