import type { Span } from '../../errors/index.ts';
import { entryOf, type LocatedNode, type MapNode } from '../../syntax/index.ts';
import { hintFor, type Report } from '../reading/report.ts';
import { type JsonSchema, type ReadBy, type Shape, wrongType } from './shape.ts';

/** One key of a map: what its value may be, and what it means, in a sentence for editors. */
export interface KeyDeclaration<S extends Shape<unknown> = Shape<unknown>> {
  readonly shape: S;
  readonly description: string;
  readonly required?: true;
  /** Why the key has no effect in this version: said as a warning. */
  readonly later?: string;
}

/** Declares a key. */
export function key<S extends Shape<unknown>>(
  shape: S,
  description: string,
  more: Pick<KeyDeclaration, 'required' | 'later'> = {},
): KeyDeclaration<S> {
  return { shape, description, ...more };
}

type Keys = Readonly<Record<string, KeyDeclaration>>;

/** The keys of one kind of map in the text: of a step, of `retry`, … */
export class MapShape<K extends Keys> implements Shape<MapReading<K>> {
  readonly words = 'a map';
  /** How messages call it: “A step”, “"retry"”. */
  readonly name: string;
  readonly keys: K;

  constructor(name: string, keys: K) {
    this.name = name;
    this.keys = keys;
  }

  get schema(): JsonSchema {
    const required = Object.keys(this.keys).filter((name) => this.keys[name]?.required === true);
    const properties = Object.entries(this.keys).map(([name, { shape, description, later }]) => [
      name,
      { ...shape.schema, description: later === undefined ? description : `${description} ${later}` },
    ]);
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }

  read(
    node: LocatedNode,
    place: { readonly key: string; readonly report: Report; readonly step?: string | undefined },
  ): MapReading<K> | undefined {
    return node.kind === 'map'
      ? new MapReading(node, this, place.report, place.step)
      : wrongType(node, place, this.words);
  }
}

/** One map of the text, held against its shape. Each key is read when it is asked for. */
export class MapReading<K extends Keys> {
  readonly span: Span;
  private readonly map: MapNode;
  private readonly shape: MapShape<K>;
  private readonly report: Report;
  private readonly step: string | undefined;

  constructor(map: MapNode, shape: MapShape<K>, report: Report, step?: string) {
    this.map = map;
    this.shape = shape;
    this.report = report;
    this.step = step;
    this.span = map.span;
    this.checkKeys();
  }

  /** The value of a key; undefined where it is absent, empty or wrong. */
  value<Name extends keyof K & string>(name: Name): ReadBy<K[Name]['shape']> | undefined {
    const node = this.node(name);
    const declared = this.shape.keys[name];
    if (node === undefined || declared === undefined) return undefined;
    const place = { key: name, report: this.report, step: this.step };
    // The shape that the table holds under this name.
    return declared.shape.read(node, place) as ReadBy<K[Name]['shape']> | undefined;
  }

  /** The value of a key as it stands in the text; one that is empty is none. */
  node(name: keyof K & string): LocatedNode | undefined {
    const value = entryOf(this.map, name)?.value;
    return value?.kind === 'scalar' && value.value === null ? undefined : value;
  }

  /** Whether a key is there with a value, be it one that could not be read. */
  has(name: keyof K & string): boolean {
    const value = entryOf(this.map, name)?.value;
    return (
      value !== undefined && (value.kind !== 'scalar' || value.value !== null || value.isFaulty === true)
    );
  }

  /** None that is unknown or without effect is dropped in silence. */
  private checkKeys(): void {
    const { name, keys } = this.shape;
    for (const { key: written, keySpan } of this.map.entries) {
      const place = { span: keySpan, ...(this.step !== undefined && { step: this.step }) };
      const declared = Object.hasOwn(keys, written) ? keys[written] : undefined;
      if (declared === undefined) {
        const hint = hintFor(written, Object.keys(keys));
        this.report.warn('unknown_key', `${name} has no key "${written}".`, { ...place, ...hint });
      } else if (declared.later !== undefined) {
        const message = `"${written}" has no effect in this version. ${declared.later}`;
        this.report.warn('not_supported_yet', message, place);
      }
    }
  }
}
