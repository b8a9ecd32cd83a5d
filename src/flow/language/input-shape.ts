import { INPUT_TYPES, type InputType } from '../inputs/input-definition.ts';
import { anything, boolean, choice, key, list, MapShape, number, type Shape, text } from '../shape/index.ts';

const count = () => number({ min: 0, whole: true });

/** `number` is the guide's other name for a float. */
const inputType = (): Shape<InputType> => choice(INPUT_TYPES, { number: 'float' });

export const VALIDATION = new MapShape('"validation"', {
  min_length: key(count(), 'Characters that a text has at least.'),
  max_length: key(count(), 'Characters that a text has at most.'),
  pattern: key(text(), 'A regular expression (RE2 syntax) to be found in the text.'),
  allowed_values: key(list(), 'The only values that are taken.'),
  forbidden_values: key(list(), 'Values that are not taken.'),
  minimum: key(number(), 'The least number.'),
  maximum: key(number(), 'The greatest number.'),
  exclusive_minimum: key(number(), 'Numbers have to be above this one.'),
  exclusive_maximum: key(number(), 'Numbers have to be below this one.'),
  multiple_of: key(number({ above: 0 }), 'Numbers have to be multiples of this one.'),
  min_items: key(count(), 'Items that a list has at least.'),
  max_items: key(count(), 'Items that a list has at most.'),
  unique_items: key(boolean(), 'Whether no item may stand twice.'),
  item_type: key(inputType(), 'The type of every item.'),
  allowed_types: key(list({ type: 'string' }), 'Media types of files, such as image/png or image/*.'),
  allowed_extensions: key(list({ type: 'string' }), 'What names of files may end in.'),
  min_size: key(count(), 'Bytes that a file has at least.'),
  max_size: key(count(), 'Bytes that a file has at most.'),
  required_properties: key(list({ type: 'string' }), 'Keys that a map has to have.'),
  allowed_properties: key(list({ type: 'string' }), 'The only keys that a map may have.'),
});

export const INPUT = new MapShape('An input', {
  name: key(text(), 'By this name templates read it: inputs.name.', { required: true }),
  type: key(inputType(), 'What kind of value it takes; a string where nothing is said.'),
  required: key(boolean(), 'Whether it has to be given; by default, unless there is a default.'),
  default: key(anything(), 'The value where none is given.'),
  description: key(text(), 'What to give, for people.'),
  enum: key(list(), 'The only values that are taken.'),
  validation: key(VALIDATION, 'Rules that a value has to keep.'),
});
