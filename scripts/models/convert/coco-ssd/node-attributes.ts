import { z } from 'zod';
import type { GraphNode } from './tfjs-graph.ts';

// Whole numbers of 64 bits are texts in JSON.
const integer = z.object({ i: z.coerce.number().int() });
const integers = z.object({ list: z.object({ i: z.array(z.coerce.number().int()) }) });
const float = z.object({ f: z.number() });
// Bytes of a text.
const text = z.object({ s: z.array(z.number()) });

/** A whole number that a node is told. */
export function integerOf({ attributes }: GraphNode, name: string): number {
  return integer.parse(attributes[name]).i;
}

/** A list of whole numbers that a node is told. */
export function integersOf({ attributes }: GraphNode, name: string): number[] {
  return integers.parse(attributes[name]).list.i;
}

/** A number that a node is told. */
export function floatOf({ attributes }: GraphNode, name: string): number {
  return float.parse(attributes[name]).f;
}

/** A word that a node is told. */
export function wordOf({ attributes }: GraphNode, name: string): string {
  return String.fromCharCode(...text.parse(attributes[name]).s);
}
