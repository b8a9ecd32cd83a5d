import { cancellationOf, fromWire, toWire } from '../../errors/index.ts';
import type { ModelRunOptions } from '../../executors/index.ts';
import { BEAT_EVERY, type Request, type ToFollower, type ToLeader } from './messages.ts';

/** What came of a call; undefined where there was nobody who would make it. */
export type Answered = { readonly answer: unknown } | undefined;

interface OpenCall {
  readonly request: Request;
  readonly watch: ModelRunOptions;
  readonly resolve: (answered: Answered) => void;
  readonly reject: (error: unknown) => void;
  /** Called once, when the call has ended in whatever way. */
  readonly over: () => void;
  /** How many leaders it was sent to. */
  leaders: number;
}

/** So many looks in a row at which nothing was heard of the leader mean that it hangs. */
const SILENT_LOOKS = 5;
/** A call may be what ends its tab: it is not sent on until no tab is left. */
const MOST_LEADERS = 2;

/**
 * A follower's line to whoever leads. Calls that were under way when a leader ended are sent to the next one; where
 * none answers they end without an answer, for the follower to make by itself.
 */
export class LineToLeader {
  private leader: string | undefined;
  private isSilent = false;
  private silentLooks = 0;
  private looking: ReturnType<typeof setInterval> | undefined;
  private lastCall = 0;
  private readonly calls = new Map<number, OpenCall>();
  private readonly channel: BroadcastChannel;
  /** Asks all tabs who leads; the leader answers on the channel. */
  readonly seek: () => void;

  constructor(channel: BroadcastChannel, seek: () => void) {
    this.channel = channel;
    this.seek = seek;
    channel.onmessage = ({ data }: MessageEvent<ToFollower>) => this.hear(data);
    channel.onmessageerror = () => this.giveUp();
    seek();
  }

  /** Makes a call. Rejects as it did at the leader, and at once with the cancellation. */
  call(request: Request, watch: ModelRunOptions): Promise<Answered> {
    const { signal } = watch;
    if (signal?.aborted === true) return Promise.reject(cancellationOf(signal));
    // One that hangs is not waited for again until it is heard of.
    if (this.isSilent) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const id = ++this.lastCall;
      const cancel = (): void => this.cancel(id);
      const over = (): void => signal?.removeEventListener('abort', cancel);
      signal?.addEventListener('abort', cancel, { once: true });
      const call: OpenCall = { request, watch, resolve, reject, over, leaders: 0 };
      this.calls.set(id, call);
      this.lookAfterLeader();
      if (this.leader !== undefined) this.send(id, call, this.leader);
    });
  }

  /** Ends the line. Calls under way end without an answer. */
  end(): void {
    this.channel.close();
    for (const id of this.calls.keys()) this.take(id)?.resolve(undefined);
  }

  private hear(message: ToFollower): void {
    if (message.says === 'here') this.follow(message.leader);
    // What one that ended has still said.
    if (message.leader !== this.leader) return;
    this.silentLooks = 0;
    switch (message.says) {
      case 'progress':
        this.calls.get(message.call)?.watch.onProgress?.(message.progress);
        break;
      case 'partial':
        this.calls.get(message.call)?.watch.onPartial?.(message.partial);
        break;
      case 'answer':
        this.take(message.call)?.resolve({ answer: message.answer });
        break;
      case 'error':
        this.take(message.call)?.reject(fromWire(message.error));
        break;
      case 'unreadable':
        this.giveUp();
        break;
    }
  }

  private follow(leader: string): void {
    this.isSilent = false;
    if (leader === this.leader) return;
    this.leader = leader;
    for (const [id, call] of this.calls) this.send(id, call, leader);
  }

  private send(id: number, call: OpenCall, leader: string): void {
    if (++call.leaders > MOST_LEADERS) {
      this.take(id)?.resolve(undefined);
      return;
    }
    try {
      this.post({ leader, call: id, request: call.request });
    } catch {
      // What cannot be copied is refused here as it would be by a model's worker, in the words of the host.
      this.take(id)?.resolve(undefined);
    }
  }

  private cancel(id: number): void {
    const call = this.take(id);
    if (call === undefined) return;
    const reason = cancellationOf(call.watch.signal);
    call.reject(reason);
    if (this.leader !== undefined) this.post({ leader: this.leader, call: id, cancel: toWire(reason) });
  }

  private lookAfterLeader(): void {
    if (this.looking !== undefined) return;
    this.silentLooks = 0;
    this.looking = setInterval(() => {
      if (++this.silentLooks < SILENT_LOOKS) return;
      this.isSilent = true;
      this.giveUp();
      // If it wakes up, it says so.
      this.seek();
    }, BEAT_EVERY);
  }

  /** Nothing is to be had from this leader for the calls under way. */
  private giveUp(): void {
    const { leader } = this;
    for (const id of this.calls.keys()) {
      this.take(id)?.resolve(undefined);
      if (leader !== undefined) this.post({ leader, call: id, cancel: toWire(cancellationOf(undefined)) });
    }
  }

  private take(id: number): OpenCall | undefined {
    const call = this.calls.get(id);
    this.calls.delete(id);
    call?.over();
    if (this.calls.size > 0) return call;
    clearInterval(this.looking);
    this.looking = undefined;
    return call;
  }

  private post(message: ToLeader): void {
    this.channel.postMessage(message);
  }
}
