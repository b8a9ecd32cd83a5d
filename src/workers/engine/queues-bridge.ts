import type { Remote } from 'comlink';
import type { TaskQueues } from '../../engine/index.ts';

/** The queues behind the engine's worker. */
export function serveQueues(queues: Promise<TaskQueues>): TaskQueues {
  return {
    submit: async (task) => (await queues).submit(task),
    read: async (taskId) => (await queues).read(taskId),
    list: async (filter) => (await queues).list(filter),
    states: async () => (await queues).states(),
    configure: async (queue, settings) => (await queues).configure(queue, settings),
    pause: async (queue) => (await queues).pause(queue),
    resume: async (queue) => (await queues).resume(queue),
    drain: async (queue) => (await queues).drain(queue),
    remove: async (taskId) => (await queues).remove(taskId),
  };
}

/** Comlink hands out what lies in an API as a proxy; its types make a promise of everything that is no function. */
export function queuesOf(remote: { readonly queues: unknown }): Remote<TaskQueues> {
  return remote.queues as Remote<TaskQueues>;
}

type Call = <Answer>(make: (queues: Remote<TaskQueues>) => Promise<Answer>) => Promise<Answer>;

/** The queues as the page sees them. */
export function remoteQueues(call: Call): TaskQueues {
  return {
    submit: (task) => call((queues) => queues.submit(task)),
    read: (taskId) => call((queues) => queues.read(taskId)),
    list: (filter) => call((queues) => queues.list(filter)),
    states: () => call((queues) => queues.states()),
    configure: (queue, settings) => call((queues) => queues.configure(queue, settings)),
    pause: (queue) => call((queues) => queues.pause(queue)),
    resume: (queue) => call((queues) => queues.resume(queue)),
    drain: (queue) => call((queues) => queues.drain(queue)),
    remove: (taskId) => call((queues) => queues.remove(taskId)),
  };
}
