import { type Diagnostic, hasErrors } from '../errors/index.ts';
import { type CheckedFlow, checkFlowFile } from './checked-flow.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { countLine, fullLines, shortLine } from './fault-lines.ts';

/** `full` shows each fault in its line of the text; `short` is a line a fault, for programs that read along. */
export type FaultFormat = 'full' | 'short';

/** `promptflow validate FLOW…`: tells every fault of every flow. */
export async function validateCommand(
  paths: readonly string[],
  format: FaultFormat,
  { out, paintOut }: CommandLine,
): Promise<number> {
  const all: Diagnostic[] = [];
  for (const path of paths) {
    const flow = await checkFlowFile(path);
    all.push(...flow.diagnostics);
    if (format === 'short') for (const line of shortLines(flow)) out(line);
    else for (const each of flow.diagnostics) out(`${fullLines(flow, each, paintOut).join('\n')}\n`);
  }
  if (format === 'full') out(countLine(all, paths.length));
  return hasErrors(all) ? EXIT.wrong : EXIT.succeeded;
}

function shortLines(flow: CheckedFlow): readonly string[] {
  const lines = flow.diagnostics.map((each) => shortLine(flow, each));
  return hasErrors(flow.diagnostics) ? lines : [...lines, `${flow.path}: no errors`];
}
