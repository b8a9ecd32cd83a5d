import type { LocatedNode } from '../../syntax/index.ts';
import type { Report } from '../reading/report.ts';

/** A JSON Schema (draft 2020-12), as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What a value of a flow's text may be. One declaration reads it, tells what is wrong with it, and describes it
 * as JSON Schema for editors, so that the three cannot drift apart.
 */
export interface Shape<T> {
  /** What is expected, in words for a message: “a number”. */
  readonly words: string;
  /** For editors. */
  readonly schema: JsonSchema;
  /** Reads a value; what is wrong goes to the report, and the value is read as absent. */
  read(node: LocatedNode, place: ReadPlace): T | undefined;
}

/** Where a value stands, for messages. */
export interface ReadPlace {
  readonly key: string;
  readonly report: Report;
  readonly step?: string | undefined;
}

/** The type that a shape reads. */
export type ReadBy<S> = S extends Shape<infer T> ? T : never;

/** Reports a value of the wrong type. */
export function wrongType(node: LocatedNode, place: ReadPlace, expected: string): undefined {
  const message = `"${place.key}" has to be ${expected}; this is ${describe(node)}.`;
  place.report.error('wrong_type', message, at(node, place));
  return undefined;
}

export function at(node: LocatedNode, { step }: ReadPlace) {
  return { span: node.span, ...(step !== undefined && { step }) };
}

/** What a value is, in words for a message. */
export function describe(node: LocatedNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (node.value === null) return 'empty';
  return typeof node.value === 'string' ? `the text "${shortened(node.value)}"` : String(node.value);
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
