import { type DiagnosticCode, nearestName } from '../errors/index.ts';

/** One fault of a template's source: a value to show, at 0-based offsets into that source. */
export interface TemplateFault {
  readonly code: DiagnosticCode;
  /** What was expected and what came, in one sentence. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** A way out, if there is one to name. */
  readonly hint?: string;
}

/**
 * Thrown by lexer and parser where an expression cannot be read on; caught once per expression.
 * It is no `Error`: a source of a hundred thousand faults would spend its time on drawing up stacks.
 */
export class SyntaxFault {
  readonly fault: TemplateFault;
  /** How far the source was read: what is looked for after the fault is looked for from here. */
  readonly reached: number;

  constructor(fault: TemplateFault, reached: number = fault.start) {
    this.fault = fault;
    this.reached = reached;
  }
}

/** Builds a fault; a hint that is not there is left out. */
export function faultAt(
  code: DiagnosticCode,
  message: string,
  place: { readonly start: number; readonly end: number },
  hint?: string,
): TemplateFault {
  const { start, end } = place;
  return hint === undefined ? { code, message, start, end } : { code, message, start, end, hint };
}

/** Lists names for a message: `a, b, c`, cut where there are many. */
export function listed(names: readonly string[], limit = 12): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}

/** The nearest of the names as a question, or all of them. */
export function nearestOf(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined ? `There are: ${known.join(', ')}.` : `Did you mean "${near}"?`;
}
