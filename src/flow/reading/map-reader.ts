import {
  entryOf,
  type ListNode,
  type LocatedNode,
  type MapNode,
  type ScalarNode,
} from '../../syntax/index.ts';
import type { Report } from './report.ts';

interface Range {
  readonly min?: number;
  /** For a least value that is itself too small. */
  readonly above?: number;
  readonly integer?: boolean;
}

/** Reads typed values out of one YAML map; what is of the wrong type is reported and read as absent. */
export class MapReader {
  private readonly map: MapNode;
  private readonly report: Report;
  private readonly step: string | undefined;

  constructor(map: MapNode, report: Report, step?: string) {
    this.map = map;
    this.report = report;
    this.step = step;
  }

  node(key: string): LocatedNode | undefined {
    const value = entryOf(this.map, key)?.value;
    return value?.kind === 'scalar' && value.value === null ? undefined : value;
  }

  text(key: string): string | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    // `version: 1.0` is a number to YAML and a text to everybody else.
    if (node.kind === 'scalar' && typeof node.value !== 'boolean') return node.written ?? String(node.value);
    return this.wrong(node, key, 'a text');
  }

  number(key: string, range: Range = {}): number | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind !== 'scalar' || typeof node.value !== 'number' || Number.isNaN(node.value)) {
      return this.wrong(node, key, 'a number');
    }
    const { min = Number.NEGATIVE_INFINITY, above, integer = false } = range;
    const tooSmall = node.value < min || (above !== undefined && node.value <= above);
    if (tooSmall || (integer && !Number.isInteger(node.value))) {
      const kind = integer ? 'a whole number' : 'a number';
      const least = above === undefined ? `of at least ${min}` : `above ${above}`;
      const message = `"${key}" has to be ${kind} ${least}; this is ${node.value}.`;
      this.report.error('value_out_of_range', message, { span: node.span, ...this.place() });
      return undefined;
    }
    return node.value;
  }

  boolean(key: string): boolean | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    return this.wrong(node, key, 'true or false');
  }

  list(key: string): ListNode | undefined {
    const node = this.node(key);
    if (node === undefined || node.kind === 'list') return node;
    return this.wrong(node, key, 'a list');
  }

  submap(key: string): MapNode | undefined {
    const node = this.node(key);
    if (node === undefined || node.kind === 'map') return node;
    return this.wrong(node, key, 'a map');
  }

  /** A list of texts; a single text is read as a list of one. */
  texts(key: string): readonly ScalarNode[] {
    const node = this.node(key);
    if (node === undefined) return [];
    const items = node.kind === 'list' ? node.items : [node];
    return items.filter((item): item is ScalarNode => {
      if (item.kind === 'scalar' && item.value !== null) return true;
      this.wrong(item, key, 'a list of texts');
      return false;
    });
  }

  oneOf<const T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    const value = node.kind === 'scalar' ? node.value : undefined;
    return allowed.find((name) => name === value) ?? this.wrong(node, key, `one of ${allowed.join(', ')}`);
  }

  private wrong(node: LocatedNode, key: string, expected: string): undefined {
    const message = `"${key}" has to be ${expected}; this is ${describe(node)}.`;
    this.report.error('wrong_type', message, { span: node.span, ...this.place() });
    return undefined;
  }

  private place(): { step?: string } {
    return this.step === undefined ? {} : { step: this.step };
  }
}

/** What a value is, in words for a message. */
export function describe(node: LocatedNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (node.value === null) return 'empty';
  return typeof node.value === 'string' ? `the text "${node.value}"` : String(node.value);
}
