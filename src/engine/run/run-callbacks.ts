import type { Callback } from '../../flow/index.ts';
import { plainData } from '../plain-data.ts';
import type { RunnerServices } from '../runner-services.ts';
import type { FlowCallback, RunFinished } from '../state/run-event.ts';

/** Longer than this the end of a run does not wait for somebody else's server. */
const PATIENCE_SECONDS = 10;

interface CallbackRun {
  readonly callbacks: readonly Callback[];
  readonly flow: string;
  readonly executionId: string;
  readonly result: Omit<RunFinished, 'type' | 'time'>;
  readonly services: RunnerServices;
  readonly emit: (event: FlowCallback) => void;
}

/**
 * Tells whom the flow's `callbacks` name that the run is over: the page by an event, a server by POST.
 * Gives what went wrong: a server that does not answer makes no run fail.
 */
export async function runCallbacks(run: CallbackRun): Promise<readonly string[]> {
  const { status, outputs, error, executionTime } = run.result;
  const due = run.callbacks.filter(
    ({ on }) => on === 'complete' || (on === 'success') === (status === 'succeeded'),
  );
  const detail = {
    flow: run.flow,
    execution_id: run.executionId,
    status,
    success: status === 'succeeded',
    outputs,
    ...(error !== undefined && { error: { code: error.code, kind: error.kind, message: error.message } }),
    execution_time: executionTime,
  };
  for (const { event } of due) {
    run.emit({ type: 'flow_callback', event, detail, time: run.services.clock.now() });
  }
  const urls = due.flatMap(({ url }) => (url === undefined ? [] : [url]));
  const faults = await Promise.all(urls.map((url) => post(url, detail, run.services)));
  return faults.filter((fault) => fault !== undefined);
}

async function post(
  url: string,
  detail: Readonly<Record<string, unknown>>,
  { fetch, clock }: RunnerServices,
): Promise<string | undefined> {
  const patience = new AbortController();
  const stopTimer = clock.after(PATIENCE_SECONDS * 1000, () => patience.abort());
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(plainData(detail)),
      signal: patience.signal,
    });
    return response.ok ? undefined : `${url} answered ${response.status}.`;
  } catch (thrown) {
    const why = patience.signal.aborted ? `no answer within ${PATIENCE_SECONDS} s` : String(thrown);
    return `${url} could not be told: ${why}.`;
  } finally {
    stopTimer();
  }
}
