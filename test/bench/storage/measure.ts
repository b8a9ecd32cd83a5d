import { type Cell, measureCells } from './cell.ts';
import type { Row, Settings } from './job.ts';
import { fileCells } from './sections/files.ts';
import { rowCells } from './sections/rows.ts';
import { stepCells } from './sections/steps.ts';
import { taskCells } from './sections/tasks.ts';
import { writeCells } from './sections/writes.ts';

const sections = {
  writes: writeCells,
  steps: stepCells,
  tasks: taskCells,
  rows: rowCells,
  files: fileCells,
} as const satisfies Record<string, (settings: Settings) => Promise<readonly Cell[]>>;

/** Measures a section whose cases all run in one worker, one after the other. */
export async function measure(
  section: keyof typeof sections,
  settings: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  return measureCells(section, await sections[section](settings), settings, say);
}
