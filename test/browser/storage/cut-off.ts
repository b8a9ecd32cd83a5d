import { expect } from 'vitest';
import type { FlowResult, RunEvent } from '../../../src/engine/index.ts';
import { EngineClient } from '../../../src/index.ts';
import { executorUrl } from '../../language/fixture.ts';
import { callsIn, journalOf } from './stored.ts';

const open: EngineClient[] = [];

/** An engine with the executors of these tests, as a page has one; it does the tasks of the queues that are named. */
export async function openEngine(queues?: readonly string[]): Promise<EngineClient> {
  const engine = new EngineClient({
    root: new URL('/', location.href),
    ...(queues !== undefined && { queues }),
  });
  open.push(engine);
  for (const name of ['witness', 'photo']) await engine.registerExecutor(name, executorUrl(name));
  return engine;
}

export function closeEngines(): void {
  for (const engine of open.splice(0)) engine.close();
}

/**
 * Runs a flow until something holds, and then ends the engine as the end of its page does. Gives the run's id.
 *
 * @param queues those whose tasks the engine does meanwhile
 */
export async function cutOff(
  text: string,
  when: (executionId: string) => Promise<boolean>,
  queues?: readonly string[],
): Promise<string> {
  const engine = await openEngine(queues);
  let over: FlowResult | undefined;
  const executionId = await new Promise<string>((resolve) => {
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'run_started') resolve(event.executionId);
    };
    engine.executeFlow(text, {}, { onEvent }).then((result) => {
      over = result;
    });
  });
  await expect.poll(async () => over ?? when(executionId)).toBe(true);
  engine.close();
  return executionId;
}

/**
 * Whether a step is in a call of the witness of the same label, and its start is written down: events are gathered for
 * a moment, and who ends the engine in that moment loses them.
 *
 * @param attempt counted from 1
 */
export const started =
  (step: string, attempt = 1) =>
  async (executionId: string): Promise<boolean> =>
    (await startsOf(step, executionId)) >= attempt &&
    (await callsIn(executionId)).includes(`${step} ${attempt}`);

/** How often a step has started, as it is written down. */
export async function startsOf(step: string, executionId: string): Promise<number> {
  const journal = await journalOf(executionId);
  return journal.filter(({ event }) => event.type === 'step_started' && event.step === step).length;
}
