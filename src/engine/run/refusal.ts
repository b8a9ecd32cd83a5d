import { type Diagnostic, FlowError } from '../../errors/index.ts';

/** The error of a run that does not start: the first fault in its message, all of them in its diagnostics. */
export function refusal(code: 'invalid_flow' | 'invalid_inputs', all: readonly Diagnostic[]): FlowError {
  const diagnostics = all.filter(({ severity }) => severity === 'error');
  const more = diagnostics.length > 1 ? ` And ${diagnostics.length - 1} more.` : '';
  return new FlowError(code, `${diagnostics[0]?.message ?? 'The flow cannot be read.'}${more}`, {
    diagnostics,
  });
}
