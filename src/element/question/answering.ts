import type { Question } from '../../engine/state/question.ts';

type Values = Readonly<Record<string, unknown>>;

/** Hands an answer to the engine. Rejects with `invalid_inputs` or `not_waiting`. */
export type Respond = (question: Question, values: Values) => Promise<void>;

const EVENT = 'prompt-flow-answer';

interface Request {
  readonly question: Question;
  readonly values: Values;
  answer?: Promise<void>;
}

/** Answers a question through the elements around, so that no engine has to be passed down through every view. */
export async function answerQuestion(from: HTMLElement, question: Question, values: Values): Promise<void> {
  const request: Request = { question, values };
  from.dispatchEvent(new CustomEvent(EVENT, { detail: request, bubbles: true, composed: true }));
  if (request.answer === undefined) throw new Error('No engine is at hand.');
  await request.answer;
}

/** Takes the answers of everything inside an element. */
export function takeAnswers(host: HTMLElement, respond: Respond): void {
  host.addEventListener(EVENT, (event) => {
    if (!(event instanceof CustomEvent)) return;
    event.stopPropagation();
    const request = event.detail as Request;
    request.answer = respond(request.question, request.values);
  });
}
