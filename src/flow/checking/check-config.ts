import type { Span } from '../../errors/index.ts';
import type { StepDefinition } from '../flow-definition.ts';
import type { Report } from '../reading/report.ts';
import type { MapTemplate, ValueTemplate } from '../value-template.ts';
import type { ConfigFault, ExecutorCatalogue } from './executor-catalogue.ts';

/** Checks the parts of a step's config that are known before a run against the executor's own schema. */
export function checkConfig(step: StepDefinition, executors: ExecutorCatalogue, report: Report): void {
  const faults = executors.checkConfig(step.executor, sketchOf(step.config), (path) =>
    isOpen(step.config, path),
  );
  for (const fault of faults) {
    const place = {
      span: spanOfFault(step, fault),
      step: step.name,
      ...(fault.hint !== undefined && { hint: fault.hint }),
    };
    if (fault.severity === 'error') report.error(fault.code, fault.message, place);
    else report.warn(fault.code, fault.message, place);
  }
}

/** The config with each template standing as its own text. */
export function sketchOf(value: ValueTemplate): unknown {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'template':
      return value.source;
    case 'deferred':
      return value.source;
    case 'list':
      return value.items.map(sketchOf);
    case 'map':
      return Object.fromEntries(value.entries.map((entry) => [entry.key, sketchOf(entry.value)]));
  }
}

/** Whether a template stands at the path or above it; and below it, since a fault of a list may lie in an item. */
function isOpen(config: MapTemplate, path: readonly PropertyKey[]): boolean {
  let value: ValueTemplate | undefined = config;
  for (const key of path) {
    value = asWritten(value);
    if (value === undefined || value.kind === 'constant') return false;
    if (value.kind === 'template') return true;
    value = memberOf(value, key);
  }
  return value !== undefined && path.length > 0 && holdsTemplate(value);
}

function holdsTemplate(value: ValueTemplate): boolean {
  switch (value.kind) {
    case 'constant':
      return value.isFaulty === true;
    case 'template':
      return true;
    case 'deferred':
      return holdsTemplate(value.inner);
    case 'list':
      return value.items.some(holdsTemplate);
    case 'map':
      return value.entries.some((entry) => holdsTemplate(entry.value));
  }
}

/** What is deferred is checked as it stands in the text. */
function asWritten<Value extends ValueTemplate | undefined>(value: Value): Value | ValueTemplate {
  return value?.kind === 'deferred' ? value.inner : value;
}

function memberOf(value: ValueTemplate, key: PropertyKey): ValueTemplate | undefined {
  if (value.kind === 'map') return value.entries.find((entry) => entry.key === key)?.value;
  if (value.kind === 'list') return value.items[Number(key)];
  return undefined;
}

/** The value at fault; for an unknown key the key; for a missing one the executor's name. */
function spanOfFault(step: StepDefinition, fault: ConfigFault): Span {
  let value: ValueTemplate = step.config;
  let span = fault.path.length === 0 ? step.executorSpan : step.config.span;
  for (const key of fault.path) {
    value = asWritten(value);
    if (fault.code === 'unknown_config_key' && value.kind === 'map') {
      const entry = value.entries.find((candidate) => candidate.key === key);
      if (entry !== undefined) span = entry.keySpan;
    }
    const member = memberOf(value, key);
    if (member === undefined) return fault.code === 'missing_config_key' ? step.executorSpan : span;
    value = member;
    if (fault.code !== 'unknown_config_key') span = member.span;
  }
  return span;
}
