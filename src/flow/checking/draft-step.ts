import type { DraftStep } from '../execution-plan.ts';
import type { StepDefinition } from '../flow-definition.ts';
import { hintFor, type Report } from '../reading/report.ts';
import { type LocatedReference, referencesIn, type ValueTemplate } from '../value-template.ts';
import { sketchOf } from './check-config.ts';
import { checkReference, type Names, type TemplatePlace } from './check-references.ts';
import type { ExecutorCatalogue } from './executor-catalogue.ts';

/** Finds what a step waits for: the steps that its templates, its executor and `depends_on` name. */
export function draftStep(
  step: StepDefinition,
  names: Names,
  executors: ExecutorCatalogue | undefined,
  report: Report,
): DraftStep {
  const draft: DraftStep = {
    definition: step,
    needs: new Set(),
    reads: new Set(),
    mayRead: new Set(),
    sources: executors?.references(step.executor, sketchOf(step.config)) ?? [],
    readsRun: executors?.readsRun(step.executor) ?? false,
  };
  const { foreach, cache, fallback } = step;
  const ofItem = foreach === undefined ? 'step' : 'item';
  readTemplates([step.config], ofItem, draft, names, report);
  readTemplates(step.conditions, 'step', draft, names, report);
  if (foreach !== undefined) readTemplates([foreach.items], 'step', draft, names, report);
  if (cache?.key !== undefined) readTemplates([cache.key], 'step', draft, names, report);
  if (fallback?.kind === 'value') readFallback(fallback.value, draft, names, report);
  addDependsOn(draft, names, report);
  for (const source of draft.sources) {
    if (names.steps.has(source)) {
      draft.needs.add(source);
      continue;
    }
    const place = { span: step.config.span, step: step.name, ...hintFor(source, [...names.steps]) };
    report.error('undefined_reference', `There is no step "${source}".`, place);
  }
  return draft;
}

function readTemplates(
  templates: readonly ValueTemplate[],
  place: TemplatePlace,
  draft: DraftStep,
  names: Names,
  report: Report,
): void {
  for (const template of templates) {
    const references = [...referencesIn(template)];
    for (const reference of references) {
      const read = checkReference(reference, names, place, report, draft.definition.name);
      if (read === undefined) continue;
      draft.needs.add(read);
      // A step that looks at how another ended can do so when that one was skipped.
      if (reference.guarded || isAboutTheStep(reference) || isBeforeGet(reference, references)) continue;
      (reference.conditional || reference.deferred ? draft.mayRead : draft.reads).add(read);
    }
  }
}

/** A fallback may read how its own step ended, and is rendered only when it is needed. */
function readFallback(value: ValueTemplate, draft: DraftStep, names: Names, report: Report): void {
  for (const reference of referencesIn(value)) {
    const read = checkReference(reference, names, 'step', report, draft.definition.name);
    if (read === undefined || read === draft.definition.name) continue;
    draft.needs.add(read);
    if (!reference.guarded && !isAboutTheStep(reference)) draft.mayRead.add(read);
  }
}

const ABOUT_THE_STEP = new Set(['status', 'success', 'error', 'metadata', 'execution_time']);

function isAboutTheStep({ path }: LocatedReference): boolean {
  return path[1] !== undefined && ABOUT_THE_STEP.has(path[1]);
}

/** The outputs of a skipped step are an empty map, of which `.get()` gives its default. */
function isBeforeGet({ path, span }: LocatedReference, all: readonly LocatedReference[]): boolean {
  if (path.length !== 2 || path[1] !== 'outputs') return false;
  return all.some(
    (other) =>
      other.guarded &&
      other.path.length > 2 &&
      other.span.line === span.line &&
      other.span.column === span.column,
  );
}

function addDependsOn({ definition, needs }: DraftStep, names: Names, report: Report): void {
  for (const { name, span } of definition.dependsOn) {
    const group = names.groups.get(name);
    if (group !== undefined) for (const member of group) needs.add(member);
    else if (names.steps.has(name)) needs.add(name);
    else {
      const hint = hintFor(name, [...names.steps, ...names.groups.keys()]);
      const place = { span, step: definition.name, ...hint };
      report.error('undefined_reference', `There is no step "${name}".`, place);
    }
  }
}
