import type { RunEvent } from '../state/run-event.ts';
import { packEvent, unpackEvent } from '../state/wire-run.ts';
import type { TaskEvent } from './task-message.ts';
import type { TaskChannel } from './task-rooms.ts';

type Listener = (event: RunEvent) => void;

/** One who follows a task, and how much of it has been heard. */
interface Follower {
  readonly listener: Listener;
  attempt: number;
  heard: number;
}

/** A task that runs in this tab. */
interface Source {
  readonly attempt: number;
  readonly events: RunEvent[];
  /** Whether another tab follows it. */
  isFollowed: boolean;
}

/**
 * What happens in tasks, for those who follow them, in whichever tab they run. Where nobody follows, nothing is sent.
 * Who comes in the middle hears from the start of the attempt; an attempt that follows begins anew.
 */
export class TaskFeed {
  private readonly sources = new Map<string, Source>();
  private readonly followers = new Map<string, Set<Follower>>();
  private readonly channel: TaskChannel;

  constructor(channel: TaskChannel) {
    this.channel = channel;
  }

  /** A task that begins here; the answer takes its events. */
  begin(taskId: string, attempt: number): Listener {
    const source: Source = { attempt, events: [], isFollowed: false };
    this.sources.set(taskId, source);
    return (event) => {
      // Kept for who comes later: progress would fill the memory, and only the last of it says anything.
      const isPassing = event.type === 'step_progress' || event.type === 'step_partial';
      if (!isPassing) source.events.push(event);
      const sequence = isPassing ? 0 : source.events.length;
      this.deliver(taskId, attempt, sequence, event);
      if (source.isFollowed) this.send(taskId, attempt, sequence, event);
    };
  }

  /** A task is over here. */
  end(taskId: string): void {
    this.sources.delete(taskId);
  }

  /** Tells what happens in a task from now on; the answer ends that. */
  follow(taskId: string, listener: Listener): () => void {
    const follower: Follower = { listener, attempt: 0, heard: 0 };
    const all = this.followers.get(taskId) ?? new Set();
    this.followers.set(taskId, all.add(follower));
    const source = this.sources.get(taskId);
    if (source === undefined) this.channel.post({ about: 'follow', taskId });
    else this.replay(taskId, source, (...its) => this.deliver(...its));
    return () => {
      all.delete(follower);
      if (all.size === 0) this.followers.delete(taskId);
    };
  }

  /** Another tab wants to follow a task. */
  followedElsewhere(taskId: string): void {
    const source = this.sources.get(taskId);
    if (source === undefined) return;
    source.isFollowed = true;
    this.replay(taskId, source, (...its) => this.send(...its));
  }

  /** A task begins in another tab. */
  startedElsewhere(taskId: string): void {
    if (this.followers.has(taskId)) this.channel.post({ about: 'follow', taskId });
  }

  /** Something happens in a task of another tab. */
  heardElsewhere({ taskId, attempt, sequence, event }: TaskEvent): void {
    if (this.followers.has(taskId)) this.deliver(taskId, attempt, sequence, unpackEvent(event));
  }

  private replay(
    taskId: string,
    { attempt, events }: Source,
    tell: (taskId: string, attempt: number, sequence: number, event: RunEvent) => void,
  ): void {
    for (const [place, event] of events.entries()) tell(taskId, attempt, place + 1, event);
  }

  private deliver(taskId: string, attempt: number, sequence: number, event: RunEvent): void {
    for (const follower of this.followers.get(taskId) ?? []) {
      if (attempt > follower.attempt) {
        follower.attempt = attempt;
        follower.heard = 0;
      }
      const isNext = sequence === follower.heard + 1 || (sequence === 0 && follower.heard > 0);
      if (attempt !== follower.attempt || !isNext) continue;
      if (sequence > 0) follower.heard = sequence;
      try {
        follower.listener(event);
      } catch (thrown) {
        console.error('A listener of a task threw.', thrown);
      }
    }
  }

  private send(taskId: string, attempt: number, sequence: number, event: RunEvent): void {
    try {
      this.channel.post({ about: 'event', taskId, attempt, sequence, event: packEvent(event) });
    } catch {
      // What cannot be copied cannot be shown elsewhere; the result tells how it ended.
    }
  }
}
