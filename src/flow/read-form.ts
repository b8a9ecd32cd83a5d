import type { Diagnostic } from '../errors/index.ts';
import { parseDocument, writeDocument } from '../syntax/index.ts';
import type { InputDefinition } from './inputs/input-definition.ts';
import { readInputs } from './reading/read-inputs.ts';
import { Report } from './reading/report.ts';

/** A form and what is wrong with it. Places are of no use: they are those of a text that nobody wrote. */
export interface ReadForm {
  readonly inputs: readonly InputDefinition[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a form given as plain data: a list of inputs, written as a flow's own `inputs` are.
 *
 * @example
 * readForm([{ name: 'comment', required: false }]).inputs[0]?.type; // 'string'
 */
export function readForm(form: readonly unknown[]): ReadForm {
  const { root, diagnostics } = parseDocument(writeDocument(form));
  const report = new Report(diagnostics);
  const inputs = readInputs(root?.kind === 'list' ? root.items : [], report);
  return { inputs, diagnostics: report.diagnostics };
}
