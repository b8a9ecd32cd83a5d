import type { Checkpoints } from '../../executors/index.ts';
import type { RunCheckpoints } from '../run/run-checkpoints.ts';

/** The checkpoints of one step, or of one item of it: items write beside each other. */
export function stepCheckpoints(
  checkpoints: RunCheckpoints,
  step: string,
  index: number | undefined,
): Checkpoints {
  const prefix = index === undefined ? 'step/' : `item ${index}/`;
  return {
    read: async () => {
      const all = await checkpoints.read(step);
      const own = [...all].filter(([key]) => key.startsWith(prefix));
      return new Map(own.map(([key, value]) => [key.slice(prefix.length), value]));
    },
    write: (key, value) => checkpoints.write(step, `${prefix}${key}`, value),
  };
}
