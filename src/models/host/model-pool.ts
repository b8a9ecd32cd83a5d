import type { ModelRunOptions } from '../../executors/index.ts';
import type { ModelSession, SessionAnswer } from './model-session.ts';
import { spreadItems } from './spread-items.ts';
import { traitsOf } from './task-traits.ts';

export interface ModelPoolParts {
  readonly task: string;
  readonly threads: number;
  /** How many workers of one thread each may be used for a list. */
  readonly mostReplicas: () => number;
  readonly createSession: (threads: number) => ModelSession;
}

/** What a second thread adds to one: the more there are, the less each brings. */
const THREAD_GAIN = 0.75;
/** Seconds for a worker to be loaded, seen from a list that it is loaded for: lists come again, and then it is there. */
const REPLICA_COST = 0.3;
/** Seconds for one item before any has been seen. */
const FIRST_GUESS = 0.02;

/**
 * The workers of one pipeline on one device. A single input runs on all cores in one worker; a long list is spread over
 * workers of one thread each, which serve more of them in the same time: threads within a run wait for each other.
 */
export class ModelPool {
  readonly single: ModelSession;
  readonly replicas: ModelSession[] = [];
  private readonly parts: ModelPoolParts;
  /** Of one item on one core, in seconds, as last seen. */
  private itemTime = FIRST_GUESS;

  constructor(parts: ModelPoolParts) {
    this.parts = parts;
    this.single = parts.createSession(parts.threads);
  }

  async run(input: unknown, options: ModelRunOptions): Promise<SessionAnswer & { readonly workers: number }> {
    const { task } = this.parts;
    if (!Array.isArray(input) || input.length < 2 || !traitsOf(task).takesItems) {
      return { ...(await this.single.run(input, options)), workers: 1 };
    }
    const sessions = this.sessionsFor(input.length);
    const answer = await spreadItems(input, sessions, options);
    const cores = sessions.length === 1 ? this.parts.threads ** THREAD_GAIN : sessions.length;
    this.itemTime = (answer.runTime * cores) / input.length;
    return { ...answer, workers: sessions.length };
  }

  private sessionsFor(items: number): readonly ModelSession[] {
    const { threads, mostReplicas, createSession } = this.parts;
    const count = Math.min(items, mostReplicas());
    if (count < 2) return [this.single];
    const seconds = items * this.itemTime;
    const cost =
      this.replicas.slice(0, count).filter(({ isReady }) => isReady).length === count ? 0 : REPLICA_COST;
    if (seconds / count + cost >= seconds / threads ** THREAD_GAIN) return [this.single];
    while (this.replicas.length < count) this.replicas.push(createSession(1));
    return this.replicas.slice(0, count);
  }
}
