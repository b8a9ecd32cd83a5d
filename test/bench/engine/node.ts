import { type BenchMessage, reasonOf } from '../bench-message.ts';
import { measure } from './measure.ts';
import type { MeasureSettings, Row } from './measurement.ts';

/** The process that measures in Node, started by `scripts/bench/in-node.ts` with the settings as its argument. */
const tell = (message: BenchMessage<readonly Row[]>): void => void process.send?.(message);

// With the command that started it, whatever ended that, and at its own end.
process.once('disconnect', () => process.exit());

try {
  const settings: MeasureSettings = JSON.parse(process.argv[2] ?? '');
  const rows = await measure('node', settings, (line) => tell({ type: 'progress', line }));
  tell({ type: 'answer', answer: rows });
} catch (error) {
  tell({ type: 'failed', reason: reasonOf(error) });
}
process.disconnect?.();
