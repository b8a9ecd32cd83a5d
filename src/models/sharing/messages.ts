import type { WireError } from '../../errors/index.ts';
import type { ModelSpec, Progress } from '../../executors/index.ts';

/** What all tabs hear: who leads from now on, and who looks for the leader. */
export type RoomMessage = { readonly leads: string } | { readonly follower: string };

/** What a follower wants of the leader's models. */
export type Request =
  | {
      readonly does: 'run';
      readonly spec: ModelSpec;
      readonly input: unknown;
      readonly options: Readonly<Record<string, unknown>> | undefined;
    }
  | { readonly does: 'preload'; readonly spec: Partial<ModelSpec> }
  | { readonly does: 'loaded' }
  | { readonly does: 'unload'; readonly model: string | undefined };

/** What a follower says on its line, each time with the leader that is meant: it may have been followed by another. */
export type ToLeader = { readonly leader: string; readonly call: number } & (
  | { readonly request: Request }
  | { readonly cancel: WireError }
);

/** What the leader says on a follower's line. */
export type ToFollower = { readonly leader: string } & (
  | { readonly says: 'here' }
  | { readonly says: 'beat' }
  | { readonly says: 'unreadable' }
  | { readonly says: 'progress'; readonly call: number; readonly progress: Progress }
  | { readonly says: 'partial'; readonly call: number; readonly partial: string }
  | { readonly says: 'answer'; readonly call: number; readonly answer: unknown }
  | { readonly says: 'error'; readonly call: number; readonly error: WireError }
);

/** How often a leader that has a follower's calls says that it lives, and how often the follower looks; in milliseconds. */
export const BEAT_EVERY = 1000;

/** The channel, and the lock, of one follower. */
export function lineName(circle: string, follower: string): string {
  return `${circle} ${follower}`;
}
