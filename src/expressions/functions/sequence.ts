import { kindOf } from '../values/kinds.ts';
import type { FunctionDefinition } from './function.ts';

/** `range(stop)`, `range(start, stop)`, `range(start, stop, step)`: a list, paid for before it is made. */
const range: FunctionDefinition = {
  parameters: ['start', 'stop', 'step'],
  required: 1,
  apply(given, run) {
    for (const value of given) {
      if (value === undefined || Number.isSafeInteger(value)) continue;
      throw run.error('type_mismatch', `"range" takes whole numbers, not ${kindOf(value)}.`);
    }
    const [first, second, third] = given.map((value) => (typeof value === 'number' ? value : undefined));
    const [start, stop] = second === undefined ? [0, first ?? 0] : [first ?? 0, second];
    const step = third ?? 1;
    if (step === 0) throw run.error('evaluation_failed', 'The step of "range" cannot be 0.');
    const length = Math.max(0, Math.ceil((stop - start) / step));
    run.spend(length);
    return Array.from({ length }, (_, index) => start + index * step);
  },
};

/** The moment, as ISO 8601 in UTC: it sorts as text, and every step of a flow can read it. */
const now: FunctionDefinition = { parameters: [], apply: (_, run) => new Date(run.now()).toISOString() };

/** The functions that make something new. */
export const SEQUENCE_FUNCTIONS = { now, range };
