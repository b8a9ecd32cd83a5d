import { FlowError, fromWire, toWire, type WireError } from '../../errors/index.ts';
import type { Clock } from '../clock.ts';
import type { Answer, Answered } from './task-message.ts';
import type { TaskChannel } from './task-rooms.ts';

/** Milliseconds after which nobody will say any more that the question is theirs. */
const PATIENCE = 5000;

/** Takes an answer, or throws `not_waiting` and `invalid_inputs`. */
type Respond = (executionId: string, step: string, values: Answer['values']) => void;

export interface RelayOptions {
  readonly channel: TaskChannel;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly respond: Respond;
  /** Whether there are tasks that run in other tabs. */
  readonly hasOthers: () => Promise<boolean>;
}

/** Brings answers to the tab in which the run is that asks. */
export class AnswerRelay {
  private readonly options: RelayOptions;
  private readonly waiting = new Map<string, (answered: Answered) => void>();

  constructor(options: RelayOptions) {
    this.options = options;
  }

  /** Answers a question of this tab or of another. Rejects with `not_waiting` and `invalid_inputs`. */
  async respond(executionId: string, step: string, values: Answer['values']): Promise<void> {
    try {
      this.options.respond(executionId, step, values);
    } catch (thrown) {
      if (!isNotWaiting(thrown) || !(await this.options.hasOthers())) throw thrown;
      const answered = await this.ask(executionId, step, values);
      if (answered === undefined) throw thrown;
      if (answered.error !== undefined) throw fromWire(answered.error as WireError);
    }
  }

  /** Another tab has an answer. Where the question is not here, somebody else says what came of it. */
  answer({ id, executionId, step, values }: Answer): void {
    const { channel, respond } = this.options;
    try {
      respond(executionId, step, values);
      channel.post({ about: 'answered', id });
    } catch (thrown) {
      if (!isNotWaiting(thrown))
        channel.post({ about: 'answered', id, error: toWire(FlowError.from(thrown)) });
    }
  }

  answered(message: Answered): void {
    this.waiting.get(message.id)?.(message);
  }

  /** Undefined where nobody takes it. */
  private async ask(
    executionId: string,
    step: string,
    values: Answer['values'],
  ): Promise<Answered | undefined> {
    const { channel, clock, newId } = this.options;
    const id = newId();
    let stopTimer = (): void => {};
    const answered = new Promise<Answered | undefined>((resolve) => {
      this.waiting.set(id, resolve);
      stopTimer = clock.after(PATIENCE, () => resolve(undefined));
    });
    try {
      channel.post({ about: 'answer', id, executionId, step, values });
      return await answered;
    } finally {
      stopTimer();
      this.waiting.delete(id);
    }
  }
}

function isNotWaiting(thrown: unknown): boolean {
  return thrown instanceof FlowError && thrown.code === 'not_waiting';
}
