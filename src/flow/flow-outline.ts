import type { Diagnostic } from '../errors/index.ts';
import type { FlowIdentity } from './flow-identity.ts';
import type { InputDefinition } from './inputs/input-definition.ts';

/**
 * What a page needs to show a flow before it runs: plain data, so it crosses threads.
 * The engine's own form, with parsed templates in it, is `FlowDefinition`.
 */
export interface FlowOutline extends FlowIdentity {
  readonly inputs: readonly InputDefinition[];
  /** In the order of the document. */
  readonly steps: readonly StepOutline[];
  readonly outputs: readonly { readonly name: string; readonly description?: string }[];
}

export interface StepOutline {
  readonly name: string;
  readonly executor: string;
  readonly description?: string;
  /** The steps that have to be done first. */
  readonly needs: readonly string[];
}

/** The answer to "what is this text?": an outline where one could be read, and every fault that was found. */
export interface FlowInspection {
  readonly outline?: FlowOutline;
  readonly diagnostics: readonly Diagnostic[];
}
