import { toInteger, toNumber } from '../values/numbers.ts';
import { roundToEven } from '../values/round.ts';
import { type FilterDefinition, wholeArgument, wrongArgument, wrongInput } from './filter.ts';

const abs: FilterDefinition = {
  parameters: [],
  apply(input, _, run) {
    if (typeof input !== 'number') throw wrongInput('a number', input, run);
    return Math.abs(input);
  },
};

/** Jinja's `int`: what cannot be read as a number is the default. A fraction is cut off. */
const int: FilterDefinition = {
  parameters: ['default', 'base'],
  apply(input, [otherwise = 0, base = 10], run) {
    const radix = wholeArgument('base', base, run);
    if (radix < 2 || radix > 36) throw run.error('evaluation_failed', 'The base of "int" is from 2 to 36.');
    return toInteger(input, radix) ?? otherwise;
  },
};

/** Jinja's `float`: what cannot be read as a number is the default. */
const float: FilterDefinition = {
  parameters: ['default'],
  apply: (input, [otherwise = 0]) => toNumber(input) ?? otherwise,
};

const METHODS = ['common', 'ceil', 'floor'];

/** `common` is Python's round: a half goes to the even neighbour, so 2.5 becomes 2. */
const round: FilterDefinition = {
  parameters: ['precision', 'method'],
  apply(input, [precision = 0, method = 'common'], run) {
    if (typeof input !== 'number') throw wrongInput('a number', input, run);
    const digits = wholeArgument('precision', precision, run);
    if (typeof method !== 'string' || !METHODS.includes(method)) {
      throw wrongArgument('method', "'common', 'ceil' or 'floor'", method, run);
    }
    if (!Number.isFinite(input)) return input;
    if (method === 'common') return roundToEven(input, digits);
    const scale = 10 ** digits;
    const result = (method === 'ceil' ? Math.ceil : Math.floor)(input * scale) / scale;
    // A precision beyond what a number holds changes nothing.
    return Number.isFinite(result) ? result : input;
  },
};

/** The filters on numbers. */
export const NUMBER_FILTERS = { abs, float, int, round };
