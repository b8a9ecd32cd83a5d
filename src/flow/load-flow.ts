import { type Diagnostic, type FlowError, hasErrors } from '../errors/index.ts';
import { writeDocument } from '../syntax/index.ts';
import { checkFlow } from './checking/check-flow.ts';
import type { ExecutorCatalogue } from './checking/executor-catalogue.ts';
import type { ExecutionPlan } from './execution-plan.ts';
import type { FlowDefinition } from './flow-definition.ts';
import type { FlowInspection, FlowOutline } from './flow-outline.ts';
import type { FlowSource } from './flow-source.ts';
import { readFlow } from './reading/read-flow.ts';
import { Report } from './reading/report.ts';

/** A flow that is fit to run. */
interface RunnableFlow {
  readonly definition: FlowDefinition;
  readonly plan: ExecutionPlan;
  /** What a run's first event says of its steps. */
  readonly steps: readonly { readonly name: string; readonly executor: string }[];
}

/** A flow that was read and checked; `runnable` only where no fault forbids it. */
export class LoadedFlow {
  /** The flow as YAML; empty for what could not even be looked at. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly outline: FlowOutline | undefined;
  readonly runnable: RunnableFlow | undefined;
  /** Why it could not even be looked at. */
  readonly fault: FlowError | undefined;

  constructor(
    text: string,
    diagnostics: readonly Diagnostic[],
    outline?: FlowOutline,
    runnable?: RunnableFlow,
    fault?: FlowError,
  ) {
    this.text = text;
    this.diagnostics = diagnostics;
    this.outline = outline;
    this.runnable = runnable;
    this.fault = fault;
  }
}

/**
 * Reads a flow, checks all of it and plans it. Faults are in `diagnostics`, in the order of the text; none is thrown.
 *
 * @example
 * const { runnable, diagnostics } = loadFlow('name: hello\nsteps: []', registry);
 */
export function loadFlow(source: FlowSource, executors: ExecutorCatalogue): LoadedFlow {
  const text = typeof source === 'string' ? source : writeDocument(source);
  const {
    definition,
    groups,
    diagnostics: readDiagnostics,
  } = readFlow(text, (executor) => executors.handling(executor));
  if (definition === undefined) return new LoadedFlow(text, readDiagnostics);
  const report = new Report(readDiagnostics);
  const plan = checkFlow(definition, groups, executors, report);
  const diagnostics = inTextOrder(report.diagnostics);
  const runnable = hasErrors(diagnostics) ? undefined : { definition, plan, steps: namesOf(definition) };
  return new LoadedFlow(text, diagnostics, outlineOf(definition, plan), runnable);
}

function namesOf({ steps }: FlowDefinition): RunnableFlow['steps'] {
  return steps.map(({ name, executor }) => ({ name, executor }));
}

/** The part of a loaded flow that a page is shown. */
export function inspectionOf({ outline, diagnostics }: LoadedFlow): FlowInspection {
  return outline === undefined ? { diagnostics } : { outline, diagnostics };
}

function inTextOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.span.line - b.span.line || a.span.column - b.span.column);
}

function outlineOf(definition: FlowDefinition, plan: ExecutionPlan): FlowOutline {
  const { name, version, description, author, tags, inputs, outputs = [] } = definition;
  return {
    name,
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(author !== undefined && { author }),
    tags,
    inputs,
    steps: plan.steps.map(({ definition: step, needs }) => ({
      name: step.name,
      executor: step.executor,
      ...(step.description !== undefined && { description: step.description }),
      needs,
    })),
    outputs: outputs.map((output) => ({
      name: output.name,
      ...(output.description !== undefined && { description: output.description }),
    })),
  };
}
