import type { Span } from '../errors/index.ts';

/** A YAML value that knows its place in the text. */
export type LocatedNode = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | bigint | null;
  /** A number, boolean or null as it stands in the text: `1.10` is another version than `1.1`. */
  readonly written?: string;
  /** There was something that could not be read; it has been told. */
  readonly isFaulty?: true;
  readonly span: Span;
  /** Where a part of a string value stands in the document: offsets into the value, end exclusive. */
  readonly spanOf: (start: number, end: number) => Span;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly LocatedNode[];
  readonly span: Span;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  readonly span: Span;
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: LocatedNode;
}

/** The entry of that key, if the map has one. */
export function entryOf(map: MapNode, key: string): MapEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** The value as plain data, places forgotten. `__proto__` is a key like any other. */
export function toPlain(node: LocatedNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toPlain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, toPlain(entry.value)]));
}
