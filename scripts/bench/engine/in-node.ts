import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { BenchMessage } from '../../../test/bench/bench-message.ts';
import type { MeasureSettings, Row } from '../../../test/bench/engine/measurement.ts';
import { buildBench } from '../build.ts';

/** Measures in a fresh Node process. */
export async function measureInNode(
  settings: MeasureSettings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const script = join(await buildBench('engine', 'node'), 'node.js');
  return new Promise((resolve, reject) => {
    const child = fork(script, [JSON.stringify(settings)], {
      // Not under tsx, as this process is. Node warns of each signal that more than ten listen to.
      execArgv: ['--no-warnings'],
      env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
      // Standard output is for results alone.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The measuring process ended with exit code ${code}.`)));
    child.on('message', (message: BenchMessage<readonly Row[]>) => {
      if (message.type === 'progress') say(message.line);
      else if (message.type === 'answer') resolve(message.answer);
      else if (message.type === 'failed') reject(new Error(message.reason));
    });
  });
}
