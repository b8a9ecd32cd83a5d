import { LineToLeader } from './line-to-leader.ts';
import { lineName, type RoomMessage } from './messages.ts';
import { type OwnModels, ServedFollower } from './served-follower.ts';
import type { SharingParts } from './sharing-parts.ts';

/**
 * Settles which of the tabs computes for all: the one that has a lock which the browser gives to one alone. When that
 * tab ends, the lock goes to the next one that waits for it.
 */
export class Leadership {
  private line: LineToLeader | undefined;
  private isLeader = false;
  private joining: Promise<void> | undefined;
  private readonly served = new Map<string, ServedFollower>();
  private readonly id: string;
  private readonly parts: SharingParts;
  private readonly models: OwnModels;

  constructor(parts: SharingParts, models: OwnModels) {
    this.parts = parts;
    this.models = models;
    this.id = parts.newId();
  }

  /** The line to the tab that computes for this one; undefined where this one computes for itself. */
  async lineToLeader(): Promise<LineToLeader | undefined> {
    // Only with the first call: a tab that never uses a model should not compute for others.
    this.joining ??= this.join();
    await this.joining;
    return this.line;
  }

  private async join(): Promise<void> {
    const { name, locks, openChannel } = this.parts;
    try {
      // Before there is a lock: whoever has it is heard.
      const room = this.listen();
      if (await locks.tryToHold(name)) {
        this.lead(room);
        return;
      }
      const line = lineName(name, this.id);
      // The leader sees by it when this tab ends.
      await locks.hold(line);
      const seek = (): void => room.postMessage({ follower: this.id } satisfies RoomMessage);
      this.line = new LineToLeader(openChannel(line), seek);
      locks.hold(name).then(() => this.lead(room), tellAlone);
    } catch (thrown) {
      tellAlone(thrown);
    }
  }

  private listen(): BroadcastChannel {
    const room = this.parts.openChannel(this.parts.name);
    room.onmessage = ({ data }: MessageEvent<RoomMessage>) => {
      if ('leads' in data) this.line?.seek();
      else if (this.isLeader) this.serve(data.follower);
    };
    return room;
  }

  private lead(room: BroadcastChannel): void {
    this.isLeader = true;
    this.line?.end();
    this.line = undefined;
    room.postMessage({ leads: this.id } satisfies RoomMessage);
  }

  private serve(follower: string): void {
    const { name, locks, openChannel } = this.parts;
    let served = this.served.get(follower);
    if (served === undefined) {
      const line = lineName(name, follower);
      const created = new ServedFollower(this.id, openChannel(line), this.models);
      served = created;
      this.served.set(follower, created);
      void locks.whenFree(line).then(() => {
        this.served.delete(follower);
        created.end();
      });
    }
    served.greet();
  }
}

/** The browser refuses locks or channels: this tab gets along by itself. */
function tellAlone(thrown: unknown): void {
  console.warn('This tab does not compute for others.', thrown);
}
