import { type ExecutionPlan, findCycle, type PlannedStep } from '../execution-plan.ts';
import type { FlowDefinition, StepDefinition } from '../flow-definition.ts';
import { hintFor, type Report } from '../reading/report.ts';
import { referencesIn } from '../value-template.ts';
import { checkConfig, sketchOf } from './check-config.ts';
import { checkReference, type Names } from './check-references.ts';
import type { ExecutorCatalogue } from './executor-catalogue.ts';

/**
 * Checks what one part of a flow says of another: executors, configs, references, order.
 * Gives the plan, which is only fit to run when the report has no error.
 */
export function checkFlow(
  definition: FlowDefinition,
  executors: ExecutorCatalogue,
  report: Report,
): ExecutionPlan {
  const names: Names = {
    inputs: definition.inputs.map((input) => input.name),
    steps: definition.steps.map((step) => step.name),
  };
  const known = new Set(executors.names());
  const steps = definition.steps.map((step) => {
    const isKnown = known.has(step.executor);
    if (isKnown) checkConfig(step, executors, report);
    else {
      report.error('unknown_executor', `There is no executor "${step.executor}".`, {
        span: step.executorSpan,
        step: step.name,
        ...hintFor(step.executor, executors.names()),
      });
    }
    return planStep(step, names, isKnown ? executors : undefined, report);
  });
  for (const output of definition.outputs ?? []) {
    for (const reference of referencesIn(output.value)) checkReference(reference, names, 'output', report);
  }
  reportCycle(steps, report);
  return { steps };
}

function planStep(
  step: StepDefinition,
  names: Names,
  executors: ExecutorCatalogue | undefined,
  report: Report,
): PlannedStep {
  const needs = new Set<string>();
  const reads = new Set<string>();
  const mayRead = new Set<string>();
  const templates = step.condition === undefined ? [step.config] : [step.config, step.condition];
  for (const template of templates) {
    for (const reference of referencesIn(template)) {
      const read = checkReference(reference, names, 'step', report, step.name);
      if (read === undefined) continue;
      needs.add(read);
      // A step that looks at how another ended can do so when that one was skipped.
      if (reference.guarded || isAboutTheStep(reference.path[1])) continue;
      (reference.conditional ? mayRead : reads).add(read);
    }
  }
  for (const { name, span } of step.dependsOn) {
    if (names.steps.includes(name)) needs.add(name);
    else {
      const hint = hintFor(name, names.steps);
      report.error('undefined_reference', `There is no step "${name}".`, { span, step: step.name, ...hint });
    }
  }
  const sources = executors?.references(step.executor, sketchOf(step.config)) ?? [];
  for (const source of sources) {
    if (names.steps.includes(source)) {
      needs.add(source);
      continue;
    }
    const hint = hintFor(source, names.steps);
    const place = { span: step.config.span, step: step.name, ...hint };
    report.error('undefined_reference', `There is no step "${source}".`, place);
  }
  return { definition: step, needs: [...needs], reads: [...reads], mayRead: [...mayRead], sources };
}

function isAboutTheStep(member: string | undefined): boolean {
  return member === 'status' || member === 'success' || member === 'error' || member === 'execution_time';
}

function reportCycle(steps: readonly PlannedStep[], report: Report): void {
  const cycle = findCycle(steps);
  const start = steps.find((step) => step.definition.name === cycle?.[0])?.definition;
  if (cycle === undefined || start === undefined) return;
  const place = { span: start.nameSpan, step: start.name };
  if (cycle.length === 2) {
    report.error('self_dependency', `Step "${start.name}" needs itself.`, place);
    return;
  }
  // `needs` points backwards; people read an order forwards.
  const order = [...cycle].reverse().join(' → ');
  const hint = 'Remove one of the references or depends_on between them.';
  report.error('cycle', `These steps wait for each other: ${order}.`, { ...place, hint });
}
