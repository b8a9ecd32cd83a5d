import type { DiagnosticCode } from '../../errors/index.ts';

/** What is wrong with one given input; the check adds the input's name and place. */
export interface InputFault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string;
}
