import type { DiagnosticCode } from '../../errors/index.ts';
import { faultAt, nearestOf, type TemplateFault } from '../faults.ts';
import type { Placed } from '../syntax-tree/expression.ts';

/** The fault of a name that no table has: with the nearest that one has, or with all of them. */
export function unknownName(
  code: DiagnosticCode,
  what: string,
  name: string,
  place: Placed,
  known: readonly string[],
): TemplateFault {
  return faultAt(code, `There is no ${what} "${shortened(name)}".`, place, nearestOf(name, known));
}

function shortened(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
