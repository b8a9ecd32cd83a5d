import { type DiagnosticCode, nearestName } from '../../errors/index.ts';
import { faultAt, type TemplateFault } from '../faults.ts';
import type { Token } from '../lexer/token.ts';

/** The fault of a name that no table has: with the nearest that one has, or with all of them. */
export function unknownName(
  code: DiagnosticCode,
  what: string,
  word: Token,
  known: readonly string[],
): TemplateFault {
  const near = nearestName(word.text, known);
  const hint = near === undefined ? `There are: ${known.join(', ')}.` : `Did you mean "${near}"?`;
  return faultAt(code, `There is no ${what} "${word.text}".`, word, hint);
}
