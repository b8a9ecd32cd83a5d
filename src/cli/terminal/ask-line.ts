import { createInterface } from 'node:readline';
import type { Ask } from '../command-line.ts';

/** Asks for a line at the terminal. Prompts go to standard error: standard output belongs to results. */
export const askLine: Ask = (prompt, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const over = (): void => {
      process.stderr.write('\n');
      lines.close();
    };
    signal.addEventListener('abort', over, { once: true });
    // The end of the input (Ctrl-D) and `over` are no answers; after one, rejecting changes nothing.
    lines.once('close', () => {
      signal.removeEventListener('abort', over);
      reject(new Error('The input has ended.'));
    });
    // While lines are edited, Ctrl-C comes as a key; the process hears it as it does at all other times.
    lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    lines.question(prompt, (line) => {
      resolve(line);
      lines.close();
    });
  });
