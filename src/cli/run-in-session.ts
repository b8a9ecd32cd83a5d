import type { Device } from '../executors/index.ts';
import { Answering } from './answering.ts';
import type { BrowserSession, PlainFlowResult } from './browser-session.ts';
import type { Ask } from './command-line.ts';
import type { NamedText } from './fault-lines.ts';
import type { GivenAnswers } from './given-answers.ts';
import type { GivenInputs } from './given-inputs.ts';

export interface RunRequest {
  readonly flow: NamedText;
  readonly inputs: GivenInputs;
  readonly answers: GivenAnswers;
  readonly ask?: Ask | undefined;
  readonly device?: Device | undefined;
  readonly root?: string | undefined;
  readonly onEvent?: (event: unknown) => void;
  readonly say: (line: string) => void;
}

export interface AnsweredRun {
  readonly result: PlainFlowResult;
  /** Why the run was cancelled, if a question had no answer or a wrong one. */
  readonly stoppedBecause: string | undefined;
}

/** Runs a flow in a session and answers its questions. */
export async function runInSession(session: BrowserSession, request: RunRequest): Promise<AnsweredRun> {
  const { flow, inputs, answers, ask, device, root, onEvent, say } = request;
  const answering = new Answering({ answers, run: session, ask, say });
  try {
    const result = await session.run(flow.text, inputs, device, {
      path: flow.path,
      root,
      onEvent: (event) => {
        onEvent?.(event);
        answering.hear(event);
      },
    });
    return { result, stoppedBecause: answering.stoppedBecause };
  } finally {
    await answering.close();
  }
}
