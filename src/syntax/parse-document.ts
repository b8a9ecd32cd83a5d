import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument as parseYaml,
  Scalar,
} from 'yaml';
import { type Diagnostic, DOCUMENT_START, type Span } from '../errors/index.ts';
import type { ListNode, LocatedNode, MapEntry, MapNode, ScalarNode } from './located-node.ts';
import { type ScalarStyle, scalarOffsets } from './scalar-offsets.ts';

/** In characters; a flow is written by hand, and what is larger belongs into an input. */
export const MAX_DOCUMENT_LENGTH = 1_000_000;
/** Aliases can make a short text large without end. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 100;

export interface ParsedDocument {
  /** Absent where the text could not be read at all. */
  readonly root?: LocatedNode;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads YAML text into nodes that know their places. Faults are collected, none is thrown.
 *
 * @example
 * const { root, diagnostics } = parseDocument('name: hello\nsteps: []\n');
 */
export function parseDocument(text: string): ParsedDocument {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    const message = `A flow may have ${MAX_DOCUMENT_LENGTH} characters; this one has ${text.length}.`;
    const hint = 'Hand large data in as an input.';
    return {
      diagnostics: [{ code: 'document_too_large', severity: 'error', message, span: DOCUMENT_START, hint }],
    };
  }
  return new Composer(text).compose();
}

class Composer {
  private readonly lines = new LineCounter();
  private readonly diagnostics: Diagnostic[] = [];
  private nodes = 0;
  /** The node that an alias means is the last one with that anchor before it. */
  private readonly anchors = new Map<string, Node>();
  private readonly anchored = new Set<Node>();
  /** A map that aliases repeat is told of once. */
  private readonly told = new Set<unknown>();
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  compose(): ParsedDocument {
    const document = parseYaml(this.text, {
      lineCounter: this.lines,
      prettyErrors: false,
      keepSourceTokens: false,
      stringKeys: false,
      // The library compares each key with every other, which takes minutes for a large map; see `convertMap`.
      uniqueKeys: false,
      logLevel: 'silent',
    });
    for (const fault of document.errors) {
      const span = this.span(fault.pos[0], fault.pos[1]);
      this.diagnostics.push({ code: 'yaml_syntax', severity: 'error', message: fault.message, span });
    }
    try {
      const root = document.contents === null ? undefined : this.convert(document.contents, 0);
      const diagnostics = withoutEchoes(this.diagnostics);
      return root === undefined ? { diagnostics } : { root, diagnostics };
    } catch (thrown) {
      if (!(thrown instanceof TooLarge)) throw thrown;
      const message = `The document unfolds to more than ${MAX_NODES} values or ${MAX_DEPTH} levels.`;
      this.diagnostics.push({ code: 'document_too_large', severity: 'error', message, span: DOCUMENT_START });
      return { diagnostics: this.diagnostics };
    }
  }

  private convert(node: Node, depth: number): LocatedNode {
    if (++this.nodes > MAX_NODES || depth > MAX_DEPTH) throw new TooLarge();
    const span = this.spanOfNode(node);
    if (isAlias(node)) return this.convertAlias(node, span, depth);
    this.noteAnchor(node);
    if (isMap(node)) return this.convertMap(node.items, span, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.convert(item as Node, depth + 1));
      return { kind: 'list', items, span } satisfies ListNode;
    }
    if (isScalar(node)) return this.convertScalar(node, span);
    return emptyScalar(span);
  }

  /** Once per node: what an alias repeats sets no anchor again. */
  private noteAnchor(node: Node | null): void {
    if (!(isScalar(node) || isCollection(node)) || !node.anchor || this.anchored.has(node)) return;
    this.anchored.add(node);
    this.anchors.set(node.anchor, node);
  }

  /** Looked up here: the library walks the whole document for each alias. */
  private convertAlias(alias: Alias, span: Span, depth: number): LocatedNode {
    const target = this.anchors.get(alias.source);
    if (target !== undefined) return this.convert(target, depth + 1);
    this.tell(alias, span, `There is no anchor "&${alias.source}" before this alias.`);
    return emptyScalar(span);
  }

  private convertMap(
    pairs: readonly { key: unknown; value: unknown }[],
    span: Span,
    depth: number,
  ): LocatedNode {
    const first = pairs[0]?.key;
    if (pairs.length === 1 && isMap(first) && first.flow === true && pairs[0]?.value == null) {
      const written = this.text.slice(first.range?.[0] ?? 0, first.range?.[1] ?? 0);
      this.diagnostics.push({
        code: 'unquoted_template',
        severity: 'error',
        message: 'A value that starts with {{ has to be quoted: YAML reads the braces as a map.',
        span,
        hint: `Put the whole value in quotes: "{${written}}".`,
      });
      return { kind: 'scalar', value: null, isFaulty: true, span, spanOf: () => span };
    }
    const entries: MapEntry[] = [];
    const seen = new Set<string>();
    for (const { key, value } of pairs) {
      const keyNode = key as Node | null;
      const keySpan = keyNode === null ? span : this.spanOfNode(keyNode);
      const valueNode = value as Node | null;
      const name = isScalar(keyNode) ? String(keyNode.value) : this.textOf(keyNode);
      if (seen.has(name)) this.tell(keyNode, keySpan, `The key "${name}" stands twice in one map.`);
      seen.add(name);
      this.noteAnchor(keyNode);
      entries.push({
        key: name,
        keySpan,
        value: valueNode === null ? emptyScalar(keySpan) : this.convert(valueNode, depth + 1),
      });
    }
    return { kind: 'map', entries, span } satisfies MapNode;
  }

  private tell(node: unknown, span: Span, message: string): void {
    if (this.told.has(node)) return;
    this.told.add(node);
    this.diagnostics.push({ code: 'yaml_syntax', severity: 'error', message, span });
  }

  private convertScalar(node: Scalar, span: Span): ScalarNode {
    const { value } = node;
    if (typeof value === 'string') {
      return { kind: 'scalar', value, span, spanOf: this.spansInside(node, value) };
    }
    const plain =
      typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? value : null;
    const written = node.source === undefined ? {} : { written: node.source };
    return { kind: 'scalar', value: plain, ...written, span, spanOf: () => span };
  }

  /** Only a fault asks for a place, so the offsets are worked out when one does; a text can have thousands of them. */
  private spansInside(node: Scalar, value: string): ScalarNode['spanOf'] {
    const [from, to] = node.range ?? [0, 0];
    let offsets: readonly number[] | undefined;
    return (start, end) => {
      offsets ??= scalarOffsets(this.text.slice(from, to), value, styleOf(node));
      return this.span(from + (offsets[start] ?? 0), from + (offsets[end] ?? offsets.at(-1) ?? 0));
    };
  }

  private textOf(node: Node | null): string {
    return this.text.slice(node?.range?.[0] ?? 0, node?.range?.[1] ?? 0);
  }

  private spanOfNode(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    return this.span(start, end);
  }

  private span(start: number, end: number): Span {
    // A position past the last character is shown at its end.
    const from = this.lines.linePos(Math.min(start, this.text.length));
    const to = this.lines.linePos(Math.min(Math.max(end, start + 1), this.text.length));
    return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
  }
}

class TooLarge extends Error {}

/** An unquoted `{{ x }}` with text behind it is a syntax fault too; the one with the way out says it all. */
function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unquoted = new Set(
    diagnostics.filter(({ code }) => code === 'unquoted_template').map(({ span }) => span.line),
  );
  return diagnostics.filter(({ code, span }) => code !== 'yaml_syntax' || !unquoted.has(span.line));
}

function emptyScalar(span: Span): ScalarNode {
  return { kind: 'scalar', value: null, span, spanOf: () => span };
}

function styleOf(node: Scalar): ScalarStyle {
  switch (node.type) {
    case Scalar.QUOTE_DOUBLE:
      return 'double';
    case Scalar.QUOTE_SINGLE:
      return 'single';
    case Scalar.BLOCK_LITERAL:
      return 'literal';
    case Scalar.BLOCK_FOLDED:
      return 'folded';
    default:
      return 'plain';
  }
}
