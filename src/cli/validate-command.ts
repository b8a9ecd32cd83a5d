import { hasErrors } from '../errors/index.ts';
import { checkFlowFile, diagnosticLines } from './checked-flow.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT } from './exit-codes.ts';

/** `promptflow validate FLOW…`: tells every fault of every flow as `file:line:column code message`. */
export async function validateCommand(paths: readonly string[], { out }: CommandLine): Promise<number> {
  let wrong = false;
  for (const path of paths) {
    const flow = await checkFlowFile(path);
    for (const line of diagnosticLines(flow)) out(line);
    if (hasErrors(flow.diagnostics)) wrong = true;
    else out(`${path}: no errors`);
  }
  return wrong ? EXIT.wrong : EXIT.succeeded;
}
