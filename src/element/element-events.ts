import type { FlowResult } from '../engine/state/flow-result.ts';
import type { RunEvent } from '../engine/state/run-event.ts';
import type { FlowInspection } from '../flow/flow-outline.ts';

/**
 * What `<prompt-flow>` says; every event bubbles and leaves shadow trees.
 *
 * Beside these come the callbacks of a flow's `config.callbacks`: each is an event with the name that the flow gives
 * it (`flow-callback` where it gives none), and the run's summary as its `detail`. A name that the browser or this
 * element uses itself is heard with `callback-` before it: `click` as `callback-click` (`callback-event.ts`).
 */
export interface PromptFlowEvents {
  /** A flow was read, with its outline where it has one and all its faults. */
  'flow-loaded': CustomEvent<FlowInspection>;
  'run-event': CustomEvent<RunEvent>;
  'run-finished': CustomEvent<FlowResult>;
}

/** The callback of a flow that names no event. */
interface DefaultCallback {
  'flow-callback': CustomEvent<Readonly<Record<string, unknown>>>;
}

declare global {
  // They bubble, so documents and windows hear them too.
  interface GlobalEventHandlersEventMap extends PromptFlowEvents, DefaultCallback {}
}
