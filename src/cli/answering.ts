import type { Question } from '../engine/index.ts';
import { isFileInput } from '../flow/index.ts';
import { askPerson } from './ask-person.ts';
import type { Ask } from './command-line.ts';
import type { GivenAnswers } from './given-answers.ts';
import { type GivenInputs, splitFiles } from './given-inputs.ts';

/** The run that asks, as far as answering needs it: a `BrowserSession`. */
export interface AskingRun {
  /** Gives the refusal where the answer was not taken. */
  respond(question: Question, answer: GivenInputs): Promise<RefusedAnswer | undefined>;
  cancel(): Promise<void>;
}

export interface RefusedAnswer {
  readonly code: string;
  readonly message: string;
}

export interface AnsweringOptions {
  readonly answers: GivenAnswers;
  readonly run: AskingRun;
  readonly ask?: Ask | undefined;
  readonly say: (line: string) => void;
}

/**
 * Answers the questions of one run: with what was given beforehand, else by the person at the terminal.
 * Where there is neither, the run is cancelled, and `stoppedBecause` says why.
 */
export class Answering {
  /** A sentence with a way out, if a question had no answer or got a wrong one. */
  stoppedBecause: string | undefined;
  private readonly asked = new Set<string>();
  private readonly end = new AbortController();
  /** A person hears one question at a time. */
  private conversation = Promise.resolve();
  private allAnswers: Promise<unknown> = Promise.resolve();
  private readonly options: AnsweringOptions;

  constructor(options: AnsweringOptions) {
    this.options = options;
  }

  /** Follows the run's events. */
  hear(event: unknown): void {
    const { type, question } = event as { type: string; question?: Question };
    if (type !== 'step_waiting' || question === undefined) return;
    this.asked.add(question.step);
    const answered = this.answer(question).catch((thrown: unknown) =>
      this.stop(thrown instanceof Error ? thrown.message : String(thrown)),
    );
    this.allAnswers = Promise.all([this.allAnswers, answered]);
  }

  /** The run is over: whoever is being asked is let go. Tells of answers that nobody asked for. */
  async close(): Promise<void> {
    this.end.abort();
    await this.allAnswers;
    for (const step of Object.keys(this.options.answers.bySteps)) {
      if (!this.asked.has(step)) this.options.say(`Nobody asked for the answer to "${step}".`);
    }
  }

  private async answer(question: Question): Promise<void> {
    const { answers, ask } = this.options;
    const { bySteps, folder } = answers;
    const given = Object.hasOwn(bySteps, question.step) ? bySteps[question.step] : undefined;
    if (given !== undefined) return this.giveAnswer(question, given, folder);
    if (ask === undefined) return this.stop(unanswered(question));
    // Of several failures each stops the run by itself; the conversation goes on to its end.
    const turn = this.conversation.catch(() => {}).then(() => this.askPerson(question, ask));
    this.conversation = turn;
    return turn;
  }

  private async giveAnswer(
    question: Question,
    given: Readonly<Record<string, unknown>>,
    folder: string,
  ): Promise<void> {
    const takesFile = (name: string): boolean =>
      question.form.some((field) => field.name === name && isFileInput(field.type));
    const refused = await this.options.run.respond(question, splitFiles(given, folder, takesFile));
    if (refused === undefined || refused.code === 'not_waiting') return;
    await this.stop(`The answer to step "${question.step}" is not what it asks for. ${refused.message}`);
  }

  private async askPerson(question: Question, ask: Ask): Promise<void> {
    const { run, say } = this.options;
    const over = overWith(question, this.end.signal);
    while (!over.aborted && this.stoppedBecause === undefined) {
      const answer = await askPerson(question, ask, say, over);
      // The person is gone, or the question is: a run that ends has said so itself.
      if (answer === undefined) return over.aborted ? undefined : this.stop(unanswered(question));
      const refused = await run.respond(question, answer);
      if (refused === undefined) return;
      say(refused.message);
      if (refused.code === 'not_waiting') return;
    }
  }

  private async stop(why: string): Promise<void> {
    if (this.end.signal.aborted) return;
    this.stoppedBecause ??= why;
    await this.options.run.cancel();
  }
}

/** When a question needs no answer any more: at its deadline, or with the run. */
function overWith({ deadline }: Question, end: AbortSignal): AbortSignal {
  if (deadline === undefined) return end;
  // A longer wait than a timer can hold is no deadline to a person.
  const left = Math.min(Math.max(0, Math.ceil(deadline - Date.now())), 2 ** 31 - 1);
  return AbortSignal.any([end, AbortSignal.timeout(left)]);
}

function unanswered({ step, message, form }: Question): string {
  const needed = form.filter(({ required }) => required).map(({ name }) => `"${name}": …`);
  const yes = needed.length === 0 ? `${step}=yes` : `${step}='{${needed.join(', ')}}'`;
  return `Step "${step}" asks “${message}” and nobody is here to answer: give --answer ${yes}, or --answer ${step}=no.`;
}
