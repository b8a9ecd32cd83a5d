import { FlowError } from '../../errors/index.ts';
import type { Answer, AskRequest } from '../../executors/index.ts';
import { checkInputs } from '../../flow/index.ts';
import type { Clock } from '../clock.ts';
import type { Question } from '../state/question.ts';
import type { CancelScope } from './cancel-scope.ts';

interface Pending {
  readonly question: Question;
  readonly answer: (answer: Answer) => void;
}

/** What a step asks. */
interface DeskRequest extends AskRequest {
  /** When its time is over, where it was asked before and the page was closed: milliseconds since 1970. */
  readonly deadline?: number | undefined;
}

/** The questions that runs have asked and nobody has answered yet. */
export class QuestionDesk {
  private readonly pending = new Set<Pending>();
  /** By run and step: when the question before is over. */
  private readonly lines = new Map<string, Promise<void>>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * Asks and waits. A step that asks several things at once, for items that run together, asks them one after the
   * other, so that an answer can only be meant for one. `show` is told the question, and then undefined when it is over.
   * Rejects with `approval_timeout`, or with the reason for which the step was cancelled.
   */
  async ask(
    executionId: string,
    step: string,
    request: DeskRequest,
    scope: CancelScope,
    show: (question: Question | undefined) => void,
  ): Promise<Answer> {
    const key = `${executionId}/${step}`;
    const before = this.lines.get(key) ?? Promise.resolve();
    let leave = (): void => {};
    const mine = before.then(
      () =>
        new Promise<void>((resolve) => {
          leave = resolve;
        }),
    );
    this.lines.set(key, mine);
    try {
      await scope.race(before);
      return await this.askNow(executionId, step, request, scope, show);
    } finally {
      // One that was cancelled in line leaves it when its turn would have come.
      before.then(() => leave());
      if (this.lines.get(key) === mine) this.lines.delete(key);
    }
  }

  private async askNow(
    executionId: string,
    step: string,
    { message, form, timeout, deadline: earlier, default: fallback }: DeskRequest,
    scope: CancelScope,
    show: (question: Question | undefined) => void,
  ): Promise<Answer> {
    const now = this.clock.now();
    const deadline = timeout === undefined ? undefined : (earlier ?? now + timeout * 1000);
    const question = { executionId, step, message, form, ...(deadline !== undefined && { deadline }) };
    let entry: Pending | undefined;
    let stopTimer = (): void => {};
    const answered = new Promise<Answer>((resolve, reject) => {
      entry = { question, answer: resolve };
      this.pending.add(entry);
      if (timeout === undefined || deadline === undefined) return;
      stopTimer = this.clock.after(Math.max(0, deadline - now), () => {
        if (fallback !== undefined) resolve(this.answerOf(question, fallback, true));
        else reject(tooLate(timeout));
      });
    });
    show(question);
    try {
      return await scope.race(answered);
    } finally {
      stopTimer();
      if (entry !== undefined) this.pending.delete(entry);
      show(undefined);
    }
  }

  /**
   * Answers the oldest question of a step. `approved: false` says no, and then nothing else has to be filled in.
   * Throws `not_waiting` where nobody asks, and `invalid_inputs` where the values are not what the form asks for;
   * the question then stays open.
   */
  respond(executionId: string, step: string, values: Readonly<Record<string, unknown>>): void {
    for (const { question, answer } of this.pending) {
      if (question.executionId !== executionId || question.step !== step) continue;
      answer(this.answerOf(question, values, false));
      return;
    }
    const hint = 'It may have been answered already, or its time may be over.';
    throw new FlowError('not_waiting', `Step "${step}" does not wait for an answer.`, { hint });
  }

  private answerOf({ form }: Question, given: Readonly<Record<string, unknown>>, byDefault: boolean): Answer {
    const isAsked = form.some(({ name }) => name === 'approved');
    const { approved = true, ...others } = given;
    const answeredAt = new Date(this.clock.now()).toISOString();
    if (approved === false && !isAsked) return { values: others, approved: false, answeredAt, byDefault };
    const { values, diagnostics } = checkInputs(form, isAsked ? given : others);
    if (diagnostics.length > 0) {
      const message = diagnostics.map((diagnostic) => diagnostic.message).join(' ');
      throw new FlowError('invalid_inputs', message, { diagnostics });
    }
    return { values, approved: approved !== false, answeredAt, byDefault };
  }
}

function tooLate(seconds: number): FlowError {
  const hint = 'Give the approval a longer timeout, or a default.';
  return new FlowError('approval_timeout', `Nobody answered within ${seconds} s.`, { hint });
}
