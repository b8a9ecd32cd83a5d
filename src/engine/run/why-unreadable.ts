import type { RunRecorder } from './run-recorder.ts';

/** Why a step that reads these steps has to be skipped: the first of them whose outputs will never be there. */
export function whyUnreadable(steps: readonly string[], recorder: RunRecorder): string | undefined {
  for (const name of steps) {
    const status = recorder.step(name)?.status;
    if (status === 'skipped') return `It reads step "${name}", which was skipped.`;
    if (status === 'failed') return `It reads step "${name}", which failed.`;
  }
  return undefined;
}
