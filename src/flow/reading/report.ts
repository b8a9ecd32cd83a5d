import type { Diagnostic, DiagnosticCode, Span } from '../../errors/index.ts';
import { nearestName } from '../../errors/nearest-name.ts';

interface Place {
  readonly span: Span;
  readonly hint?: string;
  readonly step?: string;
  readonly input?: string;
}

/** Collects the faults of one document, so that all of them are told at once. */
export class Report {
  readonly diagnostics: Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[] = []) {
    this.diagnostics = [...diagnostics];
  }

  error(code: DiagnosticCode, message: string, place: Place): void {
    this.diagnostics.push({ code, severity: 'error', message, ...place });
  }

  warn(code: DiagnosticCode, message: string, place: Place): void {
    this.diagnostics.push({ code, severity: 'warning', message, ...place });
  }
}

/** “did you mean” with the nearest of the known names, or else what names there are. */
export function hintFor(name: string, known: readonly string[]): { hint?: string } {
  const near = nearestName(name, known);
  if (near !== undefined) return { hint: `Did you mean ${near}?` };
  if (known.length === 0) return {};
  const shown = known.slice(0, 12).join(', ');
  return { hint: `Known here: ${shown}${known.length > 12 ? ', …' : ''}.` };
}
