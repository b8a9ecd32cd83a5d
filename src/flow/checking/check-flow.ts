import type { ExecutionPlan } from '../execution-plan.ts';
import { type DraftStep, finishPlan } from '../execution-plan.ts';
import type { FlowDefinition } from '../flow-definition.ts';
import type { ReadSteps } from '../reading/read-steps.ts';
import { hintFor, type Report } from '../reading/report.ts';
import { referencesIn } from '../value-template.ts';
import { addFallbackEdges } from './add-fallback-edges.ts';
import { addWholeRunEdges } from './add-whole-run-edges.ts';
import { checkConfig } from './check-config.ts';
import { checkReference, type Names } from './check-references.ts';
import { draftStep } from './draft-step.ts';
import type { ExecutorCatalogue } from './executor-catalogue.ts';
import { findCycle } from './find-cycle.ts';

/**
 * Checks what one part of a flow says of another: executors, configs, references, order.
 * Gives the plan, which is only fit to run when the report has no error.
 */
export function checkFlow(
  definition: FlowDefinition,
  groups: ReadSteps['groups'],
  executors: ExecutorCatalogue,
  report: Report,
): ExecutionPlan {
  const names: Names = {
    inputs: new Set(definition.inputs.map((input) => input.name)),
    steps: new Set(definition.steps.map((step) => step.name)),
    groups,
  };
  const known = new Set(executors.names());
  const drafts = definition.steps.map((step) => {
    const isKnown = known.has(step.executor);
    if (isKnown) checkConfig(step, executors, report);
    else {
      report.error('unknown_executor', `There is no executor "${step.executor}".`, {
        span: step.executorSpan,
        step: step.name,
        ...hintFor(step.executor, executors.names()),
      });
    }
    return draftStep(step, names, isKnown ? executors : undefined, report);
  });
  addFallbackEdges(drafts, report);
  for (const output of definition.outputs ?? []) {
    for (const reference of referencesIn(output.value)) checkReference(reference, names, 'output', report);
  }
  if (!reportCycle(drafts, report)) addWholeRunEdges(drafts);
  return finishPlan(drafts);
}

function reportCycle(steps: readonly DraftStep[], report: Report): boolean {
  const cycle = findCycle(steps);
  const start = steps.find((step) => step.definition.name === cycle?.[0])?.definition;
  if (cycle === undefined || start === undefined) return false;
  const place = { span: start.nameSpan, step: start.name };
  if (cycle.length === 2) {
    report.error('self_dependency', `Step "${start.name}" needs itself.`, place);
    return true;
  }
  // `needs` points backwards; people read an order forwards.
  const order = [...cycle].reverse().join(' → ');
  const hint = 'Remove one of the references or depends_on between them.';
  report.error('cycle', `These steps wait for each other: ${order}.`, { ...place, hint });
  return true;
}
