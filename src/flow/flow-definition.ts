import type { Span } from '../errors/index.ts';
import type { FlowIdentity } from './flow-identity.ts';
import type { FlowSource } from './flow-source.ts';
import type { InputDefinition } from './inputs/input-definition.ts';
import type { LocatedTemplate, MapTemplate, ValueTemplate } from './value-template.ts';

/** A flow as the engine runs it: names checked, templates parsed, every part with its place in the text. */
export interface FlowDefinition extends FlowIdentity {
  readonly inputs: readonly InputDefinition[];
  readonly steps: readonly StepDefinition[];
  /** Absent: every step's outputs are the flow's outputs, by step name. */
  readonly outputs?: readonly OutputDefinition[];
  /** Models that steps will ask for. */
  readonly models: readonly ModelNeed[];
  readonly settings: FlowSettings;
  /** The `config` of the document as it was written; executors read it as `context.config`. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** A model to be loaded ahead. What is left out is what a step would leave out. */
export interface ModelNeed {
  readonly task?: string;
  readonly model?: string;
  readonly dtype?: string;
  readonly device?: 'auto' | 'webgpu' | 'wasm';
}

export interface StepDefinition {
  readonly name: string;
  readonly executor: string;
  readonly description?: string;
  readonly config: MapTemplate;
  readonly dependsOn: readonly { readonly name: string; readonly span: Span }[];
  /** All of them have to hold: the step's own and those of the groups around it. */
  readonly conditions: readonly LocatedTemplate[];
  readonly foreach?: ForeachDefinition;
  readonly retry?: RetryPolicy;
  /** Seconds for one attempt. */
  readonly timeout?: number;
  /** Seconds for all attempts and the waits between them. */
  readonly totalTimeout?: number;
  readonly onFailure: OnFailure;
  /** What stands in for the outputs of a step that failed. */
  readonly fallback?: Fallback;
  readonly logErrors: boolean;
  readonly cache?: CachePolicy;
  /** Only these outputs are kept. */
  readonly keepOutputs?: readonly string[];
  readonly priority: Priority;
  /** The queue that its work goes through. */
  readonly queue?: string;
  /** A name that stands for this step and others in `depends_on`. */
  readonly parallelGroup?: string;
  readonly nameSpan: Span;
  readonly executorSpan: Span;
}

export type OnFailure = 'stop' | 'continue';
export type Priority = 'high' | 'normal' | 'low';

export interface ForeachDefinition {
  readonly items: ValueTemplate;
  readonly concurrency: number;
  readonly onItemError: 'fail' | 'keep' | 'drop';
}

/** When a failed attempt is tried again. Delays are seconds. */
export interface RetryPolicy {
  /** The first one counts too. */
  readonly maxAttempts: number;
  readonly delay: number;
  readonly backoffMultiplier: number;
  readonly maxDelay: number;
  /** Which part of a delay, from 0 to 1, chance may take away. */
  readonly jitter: number;
  /** Codes, kinds or class names; absent: every error that another attempt could mend. */
  readonly errors?: readonly string[];
}

export type Fallback =
  | { readonly kind: 'value'; readonly value: ValueTemplate }
  | { readonly kind: 'step'; readonly step: string; readonly span: Span };

export interface CachePolicy {
  /** Seconds; absent: as long as there is room. */
  readonly ttl?: number;
  /** Absent: the content of everything that goes into the step. */
  readonly key?: ValueTemplate;
}

export interface OutputDefinition {
  readonly name: string;
  readonly description?: string;
  readonly value: ValueTemplate;
  readonly span: Span;
}

export interface FlowSettings {
  /** Whether the run is made at once, goes through a queue, or does so where it is large. */
  readonly mode: RunMode;
  /** The queue that it goes through; `default` where none is named. */
  readonly queue?: string;
  /** Before whom it stands there. */
  readonly priority: Priority;
  /** Seconds for the whole run. */
  readonly timeout?: number;
  readonly maxConcurrent?: number;
  readonly onFailure: OnFailure;
  /** How steps are retried that do not say; `on_failure: retry` asks for it too. */
  readonly retry?: RetryPolicy;
  readonly cache?: CachePolicy;
  /** More failed steps than this end the run. */
  readonly maxErrorCount?: number;
  readonly fallbackFlow?: FlowSource;
  readonly includeStackTrace: boolean;
  readonly requiredInputs: readonly { readonly name: string; readonly span: Span }[];
  readonly output?: OutputSettings;
  readonly callbacks: readonly Callback[];
  /** How the run is written down: before the next step starts, beside it, or not at all. */
  readonly durability: Durability;
  /** Whether the run goes on by itself when the page is opened again. */
  readonly autoResume: boolean;
  /** Whether temporary files go when the run ends. */
  readonly cleanUp: boolean;
}

export type RunMode = 'sync' | 'async' | 'auto';
export type Durability = 'sync' | 'async' | 'none';

/** How the result is written as a text. */
export interface OutputSettings {
  readonly format: 'json' | 'yaml' | 'text';
  readonly metadata: boolean;
  readonly timing: boolean;
  readonly errors: boolean;
  readonly pretty: boolean;
}

/** Who is told when a run ends. */
export interface Callback {
  readonly url?: string;
  /** The name of the event in the page. */
  readonly event: string;
  readonly on: 'success' | 'failure' | 'complete';
}
