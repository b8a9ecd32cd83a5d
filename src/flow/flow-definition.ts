import type { Span } from '../errors/index.ts';
import type { FlowIdentity } from './flow-identity.ts';
import type { InputDefinition } from './inputs/input-definition.ts';
import type { LocatedTemplate, MapTemplate, ValueTemplate } from './value-template.ts';

/** A flow as the engine runs it: names checked, templates parsed, every part with its place in the text. */
export interface FlowDefinition extends FlowIdentity {
  readonly inputs: readonly InputDefinition[];
  readonly steps: readonly StepDefinition[];
  /** Absent: every step's outputs are the flow's outputs, by step name. */
  readonly outputs?: readonly OutputDefinition[];
  readonly settings: FlowSettings;
  /** The `config` of the document as it was written; executors read it as `context.config`. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface StepDefinition {
  readonly name: string;
  readonly executor: string;
  readonly description?: string;
  readonly config: MapTemplate;
  readonly dependsOn: readonly { readonly name: string; readonly span: Span }[];
  readonly condition?: LocatedTemplate;
  /** Seconds for one attempt. */
  readonly timeout?: number;
  readonly onFailure: OnFailure;
  /** Only these outputs are kept. */
  readonly keepOutputs?: readonly string[];
  readonly nameSpan: Span;
  readonly executorSpan: Span;
}

export type OnFailure = 'stop' | 'continue';

export interface OutputDefinition {
  readonly name: string;
  readonly description?: string;
  readonly value: ValueTemplate;
  readonly span: Span;
}

export interface FlowSettings {
  /** Seconds for the whole run. */
  readonly timeout?: number;
  readonly maxConcurrent?: number;
  readonly onFailure: OnFailure;
}
