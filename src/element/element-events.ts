import type { FlowResult } from '../engine/state/flow-result.ts';
import type { RunEvent } from '../engine/state/run-event.ts';
import type { FlowInspection } from '../flow/flow-outline.ts';

/** What `<prompt-flow>` says; every event bubbles and leaves shadow trees. */
export interface PromptFlowEvents {
  /** A flow was read, with its outline where it has one and all its faults. */
  'flow-loaded': CustomEvent<FlowInspection>;
  'run-event': CustomEvent<RunEvent>;
  'run-finished': CustomEvent<FlowResult>;
}

declare global {
  // They bubble, so documents and windows hear them too.
  interface GlobalEventHandlersEventMap extends PromptFlowEvents {}
}
