import { isFlowFile } from '../../executors/flow-file.ts';
import { describeFile } from './describe-file.ts';
import { isVector } from './value-kind.ts';
import { firstValues, vectorSummary } from './vector-value.ts';

const LONGEST_STRING = 500;

export interface Leaf {
  readonly kind: 'string' | 'plain' | 'muted';
  readonly text: string;
}

/** One line for a value that the tree does not unfold. */
export function describeLeaf(value: unknown): Leaf {
  if (typeof value === 'string') {
    const cut = value.length > LONGEST_STRING ? `${value.slice(0, LONGEST_STRING)}…` : value;
    return { kind: 'string', text: JSON.stringify(cut) };
  }
  if (isVector(value)) {
    const summary = vectorSummary(value);
    return { kind: 'muted', text: value.length === 0 ? summary : `${summary}: ${firstValues(value)}` };
  }
  if (isFlowFile(value) || value instanceof Blob) {
    const { name, facts } = describeFile(value);
    return { kind: 'muted', text: facts === '' ? name : `${name} (${facts})` };
  }
  if (value instanceof Date) return { kind: 'plain', text: value.toISOString() };
  if (value instanceof Error) return { kind: 'plain', text: `${value.name}: ${value.message}` };
  if (value instanceof ArrayBuffer) return { kind: 'muted', text: `${value.byteLength} bytes` };
  if (Array.isArray(value)) return { kind: 'muted', text: 'no items' };
  if (typeof value === 'object' && value !== null) return { kind: 'muted', text: 'no keys' };
  return { kind: 'plain', text: String(value) };
}
