import type { LocatedNode, MapNode } from '../../syntax/index.ts';
import { entryOf } from '../../syntax/index.ts';
import type { HandlingOf } from '../checking/executor-catalogue.ts';
import { compileConfig } from '../config-template.ts';
import type { FlowSettings, StepDefinition } from '../flow-definition.ts';
import { STEP, STEP_GROUP } from '../language/step-shape.ts';
import { describe, MapReading } from '../shape/index.ts';
import type { LocatedTemplate } from '../value-template.ts';
import { checkName } from './check-name.ts';
import { readCachePolicy } from './read-cache-policy.ts';
import { readCondition } from './read-condition.ts';
import { readFailure } from './read-failure.ts';
import { readForeach } from './read-foreach.ts';
import { readRetry } from './read-retry.ts';
import { readTimeout } from './read-timeout.ts';
import type { Report } from './report.ts';

/** More steps than a hand can write; each costs memory as long as its run lasts. */
export const MAX_STEPS = 5000;

/** What steps have to know of the rest: the flow's settings, and what executors do not want rendered. */
export interface StepSurroundings {
  readonly settings: FlowSettings;
  readonly handlingOf: HandlingOf;
}

/** What a group hands down to the steps in it. */
interface Inherited {
  readonly dependsOn: StepDefinition['dependsOn'];
  readonly conditions: readonly LocatedTemplate[];
}

export interface ReadSteps {
  readonly steps: readonly StepDefinition[];
  /** The steps that each group's name stands for, in `depends_on`. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** Reads `steps`. A step without a usable name or executor is left out, after its faults are told. */
export function readSteps(
  nodes: readonly LocatedNode[],
  surroundings: StepSurroundings,
  report: Report,
): ReadSteps {
  const reader = new StepsReader(surroundings, report);
  reader.readAll(nodes, { dependsOn: [], conditions: [] });
  return { steps: reader.steps, groups: reader.groups };
}

class StepsReader {
  readonly steps: StepDefinition[] = [];
  readonly groups = new Map<string, readonly string[]>();
  private readonly names = new Set<string>();
  private isFull = false;
  private readonly surroundings: StepSurroundings;
  private readonly report: Report;

  constructor(surroundings: StepSurroundings, report: Report) {
    this.surroundings = surroundings;
    this.report = report;
  }

  readAll(nodes: readonly LocatedNode[], inherited: Inherited): void {
    for (const node of nodes) {
      if (node.kind !== 'map') {
        this.report.error('wrong_type', `A step is a map; this is ${describe(node)}.`, { span: node.span });
      } else if (isGroup(node)) this.readGroup(node, inherited);
      else this.readOne(node, inherited);
    }
  }

  private readOne(node: MapNode, inherited: Inherited): void {
    if (this.steps.length >= MAX_STEPS) {
      this.tellFull(node);
      return;
    }
    const step = readStep(node, inherited, this.surroundings, this.report);
    if (step === undefined || !this.isNew(step.name, step.nameSpan)) return;
    this.steps.push(step);
    const { parallelGroup } = step;
    if (parallelGroup !== undefined) {
      this.groups.set(parallelGroup, [...(this.groups.get(parallelGroup) ?? []), step.name]);
    }
  }

  private readGroup(node: MapNode, inherited: Inherited): void {
    const name = nameOf(node, this.report);
    const reading = new MapReading(node, STEP_GROUP, this.report, name);
    reading.value('type');
    if (name === undefined) {
      this.report.error('missing_key', 'A group of steps needs a "name".', { span: startOf(node) });
    }
    const steps = reading.value('steps');
    if (steps === undefined && reading.node('steps') === undefined) {
      this.report.error('missing_key', 'A group of steps needs "steps".', { span: startOf(node) });
    }
    const condition = readCondition(reading.node('condition'), this.report, name);
    const first = this.steps.length;
    if (name !== undefined) this.isNew(name, reading.node('name')?.span ?? node.span);
    this.readAll(steps?.items ?? [], {
      dependsOn: [...inherited.dependsOn, ...namesIn(reading.value('depends_on'))],
      conditions: condition === undefined ? inherited.conditions : [...inherited.conditions, condition],
    });
    if (name !== undefined) {
      this.groups.set(
        name,
        this.steps.slice(first).map((step) => step.name),
      );
    }
  }

  private isNew(name: string, span: StepDefinition['nameSpan']): boolean {
    if (!this.names.has(name)) {
      this.names.add(name);
      return true;
    }
    this.report.error('duplicate_name', `There are two steps named "${name}".`, { span, step: name });
    return false;
  }

  private tellFull(node: MapNode): void {
    if (this.isFull) return;
    this.isFull = true;
    const hint = 'Run a step for each item of a list with foreach, or split the flow into sub-flows.';
    this.report.error('too_many_steps', `A flow may have ${MAX_STEPS} steps; this is one more.`, {
      span: startOf(node),
      hint,
    });
  }
}

/** Steps inside of a step, or the promise of some. */
function isGroup(node: MapNode): boolean {
  const type = entryOf(node, 'type')?.value;
  const isParallel = type?.kind === 'scalar' && type.value === 'parallel';
  return isParallel || (entryOf(node, 'steps') !== undefined && entryOf(node, 'executor') === undefined);
}

function readStep(
  node: MapNode,
  inherited: Inherited,
  { settings, handlingOf }: StepSurroundings,
  report: Report,
): StepDefinition | undefined {
  const name = nameOf(node, report);
  const reading = new MapReading(node, STEP, report, name);
  const nameNode = reading.node('name');
  if (name === undefined || nameNode === undefined) {
    if (!reading.has('name')) {
      report.error('missing_key', 'A step needs a "name".', { span: startOf(node) });
    }
    return undefined;
  }
  checkName(name, 'A step', nameNode.span, report, name);
  const parallelGroup = reading.value('parallel_group');
  const queue = reading.value('queue');
  reading.value('type');
  const executor = reading.value('executor');
  const executorNode = reading.node('executor');
  if (executor === undefined || executorNode === undefined) {
    const message = `Step "${name}" needs an "executor".`;
    if (!reading.has('executor')) report.error('missing_key', message, { span: startOf(node), step: name });
    return undefined;
  }
  const description = reading.value('description');
  const condition = readCondition(reading.node('condition'), report, name);
  const foreach = readForeach(reading, report, name);
  const failure = readFailure(reading.value('error_handling'), settings, report, name);
  const retry = readRetry(reading.value('retry'), report, name) ?? failure.retry ?? settings.retry;
  const cache = readCachePolicy(reading.value('cache'), settings.cache, report, name);
  const keepOutputs = reading.value('outputs');
  const config = reading.node('config');
  if (config !== undefined && config.kind !== 'map') {
    const message = `"config" has to be a map; this is ${describe(config)}.`;
    report.error('wrong_type', message, { span: config.span, step: name });
  }
  return {
    name,
    executor,
    ...(description !== undefined && { description }),
    config:
      config?.kind === 'map'
        ? compileConfig(config, executor, handlingOf, report, name)
        : { kind: 'map', entries: [], span: executorNode.span },
    dependsOn: [...inherited.dependsOn, ...namesIn(reading.value('depends_on'))],
    conditions: condition === undefined ? inherited.conditions : [...inherited.conditions, condition],
    ...(foreach !== undefined && { foreach }),
    ...(retry !== undefined && { retry }),
    ...readTimeout(reading.value('timeout')),
    onFailure: failure.onFailure,
    ...(failure.fallback !== undefined && { fallback: failure.fallback }),
    logErrors: failure.logErrors,
    ...(cache !== undefined && { cache }),
    ...(keepOutputs !== undefined && { keepOutputs: keepOutputs.map((item) => String(item.value)) }),
    priority: reading.value('priority') ?? 'normal',
    ...(queue !== undefined && { queue }),
    ...(parallelGroup !== undefined && { parallelGroup }),
    nameSpan: nameNode.span,
    executorSpan: executorNode.span,
  };
}

/** Read first, so that every other fault can say whose it is. */
function nameOf(node: MapNode, report: Report): string | undefined {
  const written = entryOf(node, 'name')?.value;
  if (written === undefined || (written.kind === 'scalar' && written.value === null)) return undefined;
  return STEP.keys.name.shape.read(written, { key: 'name', report });
}

function namesIn(nodes: readonly { value: unknown; span: StepDefinition['nameSpan'] }[] = []) {
  return nodes.map(({ value, span }) => ({ name: String(value), span }));
}

/** The first character: a whole step underlined helps nobody. */
export function startOf(node: MapNode): StepDefinition['nameSpan'] {
  const { line, column } = node.span;
  return { line, column, endLine: line, endColumn: column + 1 };
}
