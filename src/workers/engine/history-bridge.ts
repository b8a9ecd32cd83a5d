import { type Remote, transfer } from 'comlink';
import type { PastRun, RunHistory } from '../../engine/index.ts';
import { packState, unpackState } from '../../engine/state/wire-run.ts';
import { ArrayReceiver, ArraySender, type WithReferences } from '../bridge/array-references.ts';

/** The history as it crosses a thread: the state of a run that was opened has errors, and is packed. */
export type WireHistory = Omit<RunHistory, 'open'> & {
  open(executionId: string): Promise<Omit<PastRun, 'state'> & { readonly state: WithReferences }>;
};

/** The history behind the engine's worker. */
export function serveHistory(history: Promise<RunHistory>): WireHistory {
  return {
    list: async (query) => (await history).list(query),
    async open(executionId) {
      const run = await (await history).open(executionId);
      const { message, transferred } = new ArraySender().last(packState(run.state));
      return transfer({ ...run, state: message }, transferred);
    },
    delete: async (executionId) => (await history).delete(executionId),
    clear: async (filter) => (await history).clear(filter),
    export: async (executionIds) => (await history).export(executionIds),
    import: async (archive) => (await history).import(archive),
  };
}

/** Comlink hands out what lies in an API as a proxy; its types make a promise of everything that is no function. */
export function historyOf(remote: { readonly history: unknown }): Remote<WireHistory> {
  return remote.history as Remote<WireHistory>;
}

type Call = <Answer>(make: (history: Remote<WireHistory>) => Promise<Answer>) => Promise<Answer>;

/** The history as the page sees it. */
export function remoteHistory(call: Call): RunHistory {
  return {
    list: (query) => call((history) => history.list(query)),
    async open(executionId) {
      const run = await call((history) => history.open(executionId));
      return { ...run, state: unpackState(new ArrayReceiver().unpack(run.state)) };
    },
    delete: (executionId) => call((history) => history.delete(executionId)),
    clear: (filter) => call((history) => history.clear(filter)),
    export: (executionIds) => call((history) => history.export(executionIds)),
    import: (archive) => call((history) => history.import(archive)),
  };
}
