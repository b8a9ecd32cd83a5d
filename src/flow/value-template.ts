import { FlowError, type Span } from '../errors/index.ts';
import {
  evaluate,
  hasTemplate,
  parseExpression,
  parseTemplate,
  type Reference,
  references,
  type Scope,
  type Template,
  TemplateError,
} from '../expressions/index.ts';
import { type LocatedNode, type MapNode, type ScalarNode, toPlain } from '../syntax/index.ts';
import type { FieldHandling, FieldWay } from './checking/executor-catalogue.ts';
import type { Report } from './reading/report.ts';

/** A YAML value whose strings may hold templates, parsed once and rendered for every run. */
export type ValueTemplate = ConstantValue | LocatedTemplate | ListTemplate | MapTemplate | DeferredValue;

export interface ConstantValue {
  readonly kind: 'constant';
  readonly value: unknown;
  /** It could not be read, which has been told. */
  readonly isFaulty?: true;
  readonly span: Span;
}

export interface LocatedTemplate {
  readonly kind: 'template';
  readonly template: Template;
  readonly source: string;
  readonly span: Span;
  readonly spanOf: ScalarNode['spanOf'];
}

export interface ListTemplate {
  readonly kind: 'list';
  readonly items: readonly ValueTemplate[];
  readonly span: Span;
}

export interface MapTemplate {
  readonly kind: 'map';
  readonly entries: readonly {
    readonly key: string;
    readonly keySpan: Span;
    readonly value: ValueTemplate;
  }[];
  readonly span: Span;
}

/** A value that the step itself renders, once it has what only it knows: `item` above all. */
export interface DeferredValue {
  readonly kind: 'deferred';
  /** As it stands in the text: what the executor is given. */
  readonly source: unknown;
  /** The same, parsed: its faults and references count like any other. */
  readonly inner: ValueTemplate;
  /** What it can read beside the names of the step. */
  readonly names: readonly string[];
  readonly span: Span;
}

export type LocatedReference = Omit<Reference, 'start' | 'end'> & {
  readonly span: Span;
  /** Where the step itself renders it: the names that are at hand then, such as `item`. */
  readonly deferred?: readonly string[];
};

/** Parses every template in a YAML value; faults go to the report. */
export function compileValue(node: LocatedNode, report: Report, step?: string): ValueTemplate {
  switch (node.kind) {
    case 'map':
      return compileMap(node, report, step);
    case 'list': {
      const items = node.items.map((item) => compileValue(item, report, step));
      const constant = items.every((item) => item.kind === 'constant');
      return constant
        ? { kind: 'constant', value: frozen(toPlain(node)), span: node.span }
        : { kind: 'list', items, span: node.span };
    }
    case 'scalar':
      return typeof node.value === 'string' && hasTemplate(node.value)
        ? compileTemplate(node, node.value, parseTemplate, report, step)
        : { kind: 'constant', value: node.value, span: node.span, ...(node.isFaulty && { isFaulty: true }) };
  }
}

/** A constant is handed to every run of the flow: none may change it for the next. */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

/** As `compileValue`, for a map that stays one, whatever is in it. */
export function compileMap(node: MapNode, report: Report, step?: string): MapTemplate {
  const entries = node.entries.map(({ key, keySpan, value }) => ({
    key,
    keySpan,
    value: compileValue(value, report, step),
  }));
  return { kind: 'map', entries, span: node.span };
}

/** Parses a condition: an expression with or without `{{ }}`. */
export function compileCondition(node: ScalarNode, report: Report, step?: string): LocatedTemplate {
  return compileTemplate(node, String(node.value), parseExpression, report, step);
}

/**
 * Parses an executor's config. Fields that the executor does not want rendered stand as they are written:
 * deferred ones are parsed all the same, raw ones are nobody's business.
 */
export function compileConfig(
  node: MapNode,
  handling: FieldHandling,
  report: Report,
  step: string,
): MapTemplate {
  const entries = node.entries.map(({ key, keySpan, value }) => {
    const way = Object.hasOwn(handling, key) ? handling[key] : undefined;
    return { key, keySpan, value: compileField(value, way, report, step) };
  });
  return { kind: 'map', entries, span: node.span };
}

function compileField(
  node: LocatedNode,
  way: FieldWay | undefined,
  report: Report,
  step: string,
): ValueTemplate {
  if (way === undefined || (way === 'raw_map' && node.kind !== 'map'))
    return compileValue(node, report, step);
  const source = frozen(toPlain(node));
  if (typeof way !== 'object') return { kind: 'constant', value: source, span: node.span };
  const inner = compileValue(node, report, step);
  const { deferred: names } = way;
  return inner.kind === 'constant' ? inner : { kind: 'deferred', source, inner, names, span: node.span };
}

function compileTemplate(
  node: ScalarNode,
  source: string,
  parse: typeof parseTemplate,
  report: Report,
  step: string | undefined,
): LocatedTemplate {
  const { template, faults } = parse(source);
  for (const { code, message, start, end, hint } of faults) {
    const place = { span: node.spanOf(start, end), ...(hint && { hint }), ...(step && { step }) };
    report.error(code, message, place);
  }
  return { kind: 'template', template, source, span: node.span, spanOf: node.spanOf };
}

/**
 * Gives the value with every template replaced by what it evaluates to.
 * Throws a `FlowError` with the place of the template that failed.
 */
export function renderValue(value: ValueTemplate, scope: Scope): unknown {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'template':
      return renderTemplate(value, scope);
    case 'list':
      return value.items.map((item) => renderValue(item, scope));
    case 'map':
      return renderMap(value, scope);
    case 'deferred':
      return value.source;
  }
}

/** As `renderValue`, for a map. */
export function renderMap(map: MapTemplate, scope: Scope): Record<string, unknown> {
  const rendered: Record<string, unknown> = {};
  for (const { key, value } of map.entries) {
    const member = renderValue(value, scope);
    // As a plain assignment it would set what the object inherits from.
    if (key === '__proto__') Object.defineProperty(rendered, key, { value: member, ...OWN });
    else rendered[key] = member;
  }
  return rendered;
}

const OWN = { enumerable: true, configurable: true, writable: true } as const;

function renderTemplate({ template, span, spanOf }: LocatedTemplate, scope: Scope): unknown {
  try {
    return evaluate(template, scope);
  } catch (thrown) {
    if (thrown instanceof TemplateError) throw thrown.at({ span: spanOf(thrown.start, thrown.end) });
    throw FlowError.from(thrown, 'evaluation_failed').at({ span });
  }
}

/** Every name that the templates of a value read, each with its place. */
export function* referencesIn(
  value: ValueTemplate,
  deferred?: readonly string[],
): Iterable<LocatedReference> {
  switch (value.kind) {
    case 'constant':
      return;
    case 'template':
      for (const { start, end, ...reference } of references(value.template)) {
        yield { ...reference, ...(deferred && { deferred }), span: value.spanOf(start, end) };
      }
      return;
    case 'list':
      for (const item of value.items) yield* referencesIn(item, deferred);
      return;
    case 'map':
      for (const entry of value.entries) yield* referencesIn(entry.value, deferred);
      return;
    case 'deferred':
      yield* referencesIn(value.inner, value.names);
  }
}
