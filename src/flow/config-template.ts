import type { Scope } from '../expressions/index.ts';
import { type LocatedNode, type MapNode, toPlain } from '../syntax/index.ts';
import type { FieldHandling, FieldWay, HandlingOf } from './checking/executor-catalogue.ts';
import type { Report } from './reading/report.ts';
import { isPlainMap, renderPlain } from './render-plain.ts';
import { compileValue, frozen, type MapTemplate, type ValueTemplate } from './value-template.ts';

/**
 * Parses an executor's config. Fields that the executor does not want rendered stand as they are written:
 * deferred ones are parsed all the same, raw ones are nobody's business. A field that is the config of another
 * executor is read as that one wants it.
 */
export function compileConfig(
  node: MapNode,
  executor: string,
  handlingOf: HandlingOf,
  report: Report,
  step: string,
): MapTemplate {
  const handling = handlingOf(executor);
  const compileField = (value: LocatedNode, way: FieldWay | undefined): ValueTemplate => {
    const inner = compileInner(value, way);
    if (way?.deferred === undefined || inner.kind === 'constant') return inner;
    return { kind: 'deferred', source: frozen(toPlain(value)), inner, names: way.deferred, span: value.span };
  };
  const compileInner = (value: LocatedNode, way: FieldWay | undefined): ValueTemplate => {
    if (isLeftAlone(way, value.kind === 'map'))
      return { kind: 'constant', value: frozen(toPlain(value)), span: value.span };
    const other = value.kind === 'map' ? writtenName(node, way?.configOf) : undefined;
    return value.kind === 'map' && other !== undefined
      ? compileConfig(value, other, handlingOf, report, step)
      : compileValue(value, report, step);
  };
  const entries = node.entries.map(({ key, keySpan, value }) => ({
    key,
    keySpan,
    value: compileField(value, wayOf(handling, key)),
  }));
  return { kind: 'map', entries, span: node.span };
}

/**
 * Renders a config that is plain data, as `compileConfig` and `renderMap` would a written one: what a step does
 * with a deferred field that is the config of another executor.
 */
export function renderConfig(
  config: unknown,
  executor: string,
  handlingOf: HandlingOf,
  scope: Scope,
): unknown {
  if (!isPlainMap(config)) return renderPlain(config, scope);
  const handling = handlingOf(executor);
  const rendered = Object.entries(config).map(([key, value]) => {
    const way = wayOf(handling, key);
    if (way?.deferred !== undefined || isLeftAlone(way, isPlainMap(value))) return [key, value] as const;
    const other = way?.configOf === undefined ? undefined : config[way.configOf];
    return typeof other === 'string'
      ? ([key, renderConfig(value, other, handlingOf, scope)] as const)
      : ([key, renderPlain(value, scope)] as const);
  });
  return Object.fromEntries(rendered);
}

function wayOf(handling: FieldHandling, key: string): FieldWay | undefined {
  return Object.hasOwn(handling, key) ? handling[key] : undefined;
}

function isLeftAlone(way: FieldWay | undefined, isMap: boolean): boolean {
  return way?.raw === true || (way?.raw === 'map' && isMap);
}

/** The executor that a sibling key names, where no template stands for it. */
function writtenName(node: MapNode, key: string | undefined): string | undefined {
  const named = node.entries.find((entry) => entry.key === key)?.value;
  return named?.kind === 'scalar' && typeof named.value === 'string' ? named.value : undefined;
}
