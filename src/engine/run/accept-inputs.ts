import { hasErrors } from '../../errors/index.ts';
import type { FileAccess, FileInput } from '../../executors/index.ts';
import { checkInputs, type InputDefinition, isFileInput } from '../../flow/index.ts';
import { refusal } from './refusal.ts';

/**
 * Checks the inputs and puts files into the store, so that steps pass references and never bytes.
 * Rejects with `invalid_inputs`, every fault in its diagnostics.
 */
export async function acceptInputs(
  definitions: readonly InputDefinition[],
  given: Readonly<Record<string, unknown>>,
  files: FileAccess,
): Promise<Readonly<Record<string, unknown>>> {
  const { values, diagnostics } = checkInputs(definitions, given);
  if (hasErrors(diagnostics)) throw refusal('invalid_inputs', diagnostics);
  return keepFiles(definitions, values, files);
}

/** Puts the files among checked values into the store. */
export async function keepFiles(
  definitions: readonly InputDefinition[],
  values: Readonly<Record<string, unknown>>,
  files: FileAccess,
): Promise<Readonly<Record<string, unknown>>> {
  const kept: Record<string, unknown> = { ...values };
  for (const { name, type } of definitions) {
    const value = values[name] ?? null;
    if (isFileInput(type) && value !== null) kept[name] = await files.keep(value as FileInput);
  }
  return kept;
}
