import { jsonOf } from '../values/json.ts';
import { parseJson } from '../values/parse-json.ts';
import { textOf } from '../values/text.ts';
import { isTrue } from '../values/truth.ts';
import {
  booleanArgument,
  type FilterDefinition,
  wholeArgument,
  wrongArgument,
  wrongInput,
} from './filter.ts';

/** Covers what is undefined and what is none; with `boolean` what is false too. */
const fallback: FilterDefinition = {
  parameters: ['default_value', 'boolean'],
  coversUndefined: true,
  apply(input, [otherwise = '', whenFalse], run) {
    const isMissing = input === undefined || input === null;
    return isMissing || (booleanArgument('boolean', whenFalse, run) && !isTrue(input, run))
      ? otherwise
      : input;
  },
};

const string: FilterDefinition = { parameters: [], apply: (input, _, run) => textOf(input, run) };

const json: FilterDefinition = {
  parameters: ['indent'],
  apply(input, [indent], run) {
    if (indent === undefined || indent === null) return jsonOf(input, run);
    const width = wholeArgument('indent', indent, run);
    if (width < 0 || width > 10) throw wrongArgument('indent', 'a number from 0 to 10', indent, run);
    return jsonOf(input, run, width);
  },
};

/** Reads a text as JSON. `__proto__` in it is a name as any other. */
const fromJson: FilterDefinition = {
  parameters: [],
  apply(input, _, run) {
    if (typeof input !== 'string') throw wrongInput('a text', input, run);
    return parseJson(input, run);
  },
};

/** `true_val` or `false_val`, by Jinja's truth; `none_val` for none, where it is given. */
const ternary: FilterDefinition = {
  parameters: ['true_val', 'false_val', 'none_val'],
  required: 2,
  apply(input, [whenTrue, whenFalse, whenNone], run) {
    if (input === null && whenNone !== undefined && whenNone !== null) return whenNone;
    return isTrue(input, run) ? whenTrue : whenFalse;
  },
};

/** The filters on any value. */
export const VALUE_FILTERS = {
  d: fallback,
  default: fallback,
  from_json: fromJson,
  string,
  ternary,
  to_json: json,
  tojson: json,
};
