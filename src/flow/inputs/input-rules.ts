import { RE2JS } from 're2js';
import type { InputDefinition, InputValidation } from './input-definition.ts';
import type { InputFault } from './input-fault.ts';
import { describeValue, fitsType, sameValue, TYPE_IN_WORDS } from './input-types.ts';

/** The `validation` rules that a value breaks. */
export function rulesBroken(input: InputDefinition, value: unknown): readonly InputFault[] {
  const { name, validation } = input;
  const faults: InputFault[] = [];
  const broken = (rule: string, code: InputFault['code'] = 'input_out_of_range'): void => {
    faults.push({ code, message: `Input "${name}" has to ${rule}; this is ${describeValue(value)}.` });
  };
  checkMembership(validation, value, broken);
  if (typeof value === 'string') checkText(validation, value, broken);
  else if (typeof value === 'number') checkNumber(validation, value, broken);
  else if (Array.isArray(value)) checkList(validation, value, broken);
  else if (typeof value === 'object' && value !== null) checkMap(validation, value, broken);
  return faults;
}

type Broken = (rule: string, code?: InputFault['code']) => void;

function checkMembership(rules: InputValidation, value: unknown, broken: Broken): void {
  const { allowed_values: allowed, forbidden_values: forbidden } = rules;
  if (allowed !== undefined && !allowed.some((candidate) => sameValue(candidate, value))) {
    broken(`be one of ${JSON.stringify(allowed)}`, 'input_not_allowed');
  }
  if (forbidden?.some((candidate) => sameValue(candidate, value)) === true) {
    broken(`be none of ${JSON.stringify(forbidden)}`, 'input_not_allowed');
  }
}

function checkText(rules: InputValidation, value: string, broken: Broken): void {
  const { min_length: min, max_length: max, pattern } = rules;
  const length = [...value].length;
  if (min !== undefined && length < min) broken(`have at least ${min} characters`);
  if (max !== undefined && length > max) broken(`have at most ${max} characters (it has ${length})`);
  if (pattern !== undefined && !matches(pattern, value)) broken(`match ${pattern}`, 'input_not_allowed');
}

/** In linear time: a catastrophic pattern cannot stop the thread. A flow whose pattern cannot be read is not run. */
function matches(pattern: string, value: string): boolean {
  return RE2JS.compile(pattern).matcher(value).find();
}

/** To read a longer one could take seconds. */
const MAX_PATTERN = 1000;

/** What is wrong with a pattern, or undefined where it can be read. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > MAX_PATTERN) return `it has more than ${MAX_PATTERN} characters`;
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

function checkNumber(rules: InputValidation, value: number, broken: Broken): void {
  const { minimum, maximum, exclusive_minimum: above, exclusive_maximum: below, multiple_of: step } = rules;
  if (minimum !== undefined && value < minimum) broken(`be at least ${minimum}`);
  if (maximum !== undefined && value > maximum) broken(`be at most ${maximum}`);
  if (above !== undefined && value <= above) broken(`be more than ${above}`);
  if (below !== undefined && value >= below) broken(`be less than ${below}`);
  if (step !== undefined && step > 0 && !isMultiple(value, step)) broken(`be a multiple of ${step}`);
}

/** 0.3 is a multiple of 0.1, whatever binary fractions say. */
function isMultiple(value: number, step: number): boolean {
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9 * Math.max(1, Math.abs(ratio));
}

function checkList(rules: InputValidation, value: readonly unknown[], broken: Broken): void {
  const { min_items: min, max_items: max, unique_items: unique, item_type: itemType } = rules;
  if (min !== undefined && value.length < min) broken(`have at least ${min} items`);
  if (max !== undefined && value.length > max) broken(`have at most ${max} items`);
  if (unique === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length) {
    broken('have no item twice');
  }
  const wrong = itemType === undefined ? -1 : value.findIndex((item) => !fitsType(item, itemType));
  if (itemType !== undefined && wrong !== -1) {
    broken(`have items that are ${TYPE_IN_WORDS[itemType]} (item ${wrong} is not)`, 'input_wrong_type');
  }
}

function checkMap(rules: InputValidation, value: object, broken: Broken): void {
  const { required_properties: required = [], allowed_properties: allowed } = rules;
  const missing = required.filter((key) => !Object.hasOwn(value, key));
  if (missing.length > 0) broken(`have ${missing.join(', ')}`, 'input_missing');
  const foreign = allowed === undefined ? [] : Object.keys(value).filter((key) => !allowed.includes(key));
  if (foreign.length > 0) broken(`not have ${foreign.join(', ')}`, 'input_not_allowed');
}
