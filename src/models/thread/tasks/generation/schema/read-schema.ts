import { FlowError } from '../../../../../errors/index.ts';
import { listShape } from './list-shape.ts';
import { numberShape } from './number-shape.ts';
import { objectShape } from './object-shape.ts';
import { jsonBytes, literal, type Shape } from './place.ts';
import { stringShape } from './string-shape.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What a schema says for people alone. */
const NOTES = ['$schema', '$comment', 'title', 'description', 'default', 'examples', 'deprecated'];
/** What may stand in a schema for a type. */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  boolean: [],
  null: [],
};
/** What says the same in a way that is kept. */
const INSTEAD: Readonly<Record<string, string>> = {
  $ref: 'Write the schema out where it is used.',
  oneOf: 'Take anyOf.',
  allOf: 'Write them as one schema.',
};
/** A schema inside of a schema inside of … */
const DEEPEST = 50;

/**
 * What a JSON Schema allows to be written. Throws `response_schema_invalid` with the place for a schema that is none, that
 * nothing satisfies, or that has a keyword which is not kept here: to leave one out silently would break a promise.
 */
export function readSchema(schema: unknown, place = 'response_schema', depth = 0): Shape {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    throw invalid(place, 'has to be a JSON schema, which is a map', 'Such as {type: string}.');
  }
  if (depth > DEEPEST) throw invalid(place, 'lies too deep', `At most ${DEEPEST} schemas lie in each other.`);
  // Checked above: a map of whatever values.
  const given = schema as Schema;
  if (given['const'] !== undefined || given['enum'] !== undefined) return readValues(given, place);
  if (given['anyOf'] !== undefined) {
    checkKeywords(given, ['anyOf'], place);
    const options = listOf(given, 'anyOf', place);
    return choice(options.map((option, at) => readSchema(option, `${place}.anyOf[${at}]`, depth + 1)));
  }
  // Of a schema without a type its keyword says more than that it has none.
  if (given['type'] === undefined) checkKeywords(given, Object.values(BY_TYPE).flat(), place);
  const types = typesOf(given, place);
  checkKeywords(given, ['type', ...types.flatMap((type) => BY_TYPE[type] ?? [])], place);
  return choice(types.map((type) => readType(type, given, place, depth)));
}

function readType(type: string, schema: Schema, place: string, depth: number): Shape {
  switch (type) {
    case 'object':
      return readObject(schema, place, depth);
    case 'array': {
      const limits = {
        minItems: countOf(schema, 'minItems', 0, place),
        maxItems: countOf(schema, 'maxItems', Number.POSITIVE_INFINITY, place),
      };
      if (limits.minItems > limits.maxItems) throw nothing(place, 'minItems is above maxItems');
      if (schema['items'] === undefined) {
        throw invalid(place, 'needs "items"', 'Say what the items are, such as items: {type: string}.');
      }
      return listShape(readSchema(schema['items'], `${place}.items`, depth + 1), limits);
    }
    case 'string': {
      const limits = {
        minLength: countOf(schema, 'minLength', 0, place),
        maxLength: countOf(schema, 'maxLength', Number.POSITIVE_INFINITY, place),
      };
      if (limits.minLength > limits.maxLength) throw nothing(place, 'minLength is above maxLength');
      return stringShape(limits);
    }
    case 'number':
    case 'integer':
      return readNumber(type, schema, place);
    case 'boolean':
      return choice([valueShape(true), valueShape(false)]);
    default:
      return valueShape(null);
  }
}

function readObject(schema: Schema, place: string, depth: number): Shape {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    throw invalid(place, 'has "properties" that are no map', 'Such as properties: {name: {type: string}}.');
  }
  if (additionalProperties !== undefined && typeof additionalProperties !== 'boolean') {
    const hint = 'List the properties under "properties"; no others are written.';
    throw invalid(place, 'has a schema under "additionalProperties", which is not kept', hint);
  }
  if (!Array.isArray(required)) throw invalid(place, 'has "required" that is no list', 'List names.');
  const unknown = required.find((name) => typeof name !== 'string' || !Object.hasOwn(properties, name));
  if (unknown !== undefined) {
    const hint = 'Say under "properties" what it is.';
    throw invalid(place, `requires ${JSON.stringify(unknown)}, which is none of its properties`, hint);
  }
  return objectShape(
    Object.entries(properties).map(([name, property]) => ({
      name,
      shape: readSchema(property, `${place}.properties.${name}`, depth + 1),
      isRequired: required.includes(name),
    })),
  );
}

function readNumber(type: string, schema: Schema, place: string): Shape {
  const limitOf = (key: string): number | undefined => {
    const value = schema[key];
    if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw invalid(place, `has "${key}" that is no number`, 'Give a number, or leave it out.');
  };
  const below = limitOf('exclusiveMaximum') ?? Number.POSITIVE_INFINITY;
  const above = limitOf('exclusiveMinimum') ?? Number.NEGATIVE_INFINITY;
  const minimum = limitOf('minimum') ?? Number.NEGATIVE_INFINITY;
  const maximum = limitOf('maximum') ?? Number.POSITIVE_INFINITY;
  const shape = numberShape({
    isWhole: type === 'integer',
    minimum: Math.max(minimum, above),
    maximum: Math.min(maximum, below),
    isAbove: above >= minimum,
    isBelow: below <= maximum,
  });
  if (shape !== undefined) return shape;
  throw nothing(place, 'no number that can be written in plain digits lies within its limits');
}

/** `const`, and `enum` with those of its values that are of the type. */
function readValues(schema: Schema, place: string): Shape {
  const key = schema['const'] === undefined ? 'enum' : 'const';
  checkKeywords(schema, [key, 'type'], place);
  const values = key === 'const' ? [schema['const']] : listOf(schema, 'enum', place);
  const types = schema['type'] === undefined ? undefined : typesOf(schema, place);
  const meant = values.filter((value) => types === undefined || types.some((type) => isOfType(value, type)));
  if (meant.length === 0) throw nothing(place, `"${key}" has no value of its type`);
  return choice(meant.map(valueShape));
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  return type === 'object'
    ? typeof value === 'object' && value !== null && !Array.isArray(value)
    : typeof value === type;
}

function valueShape(value: unknown): Shape {
  const bytes = jsonBytes(value);
  return { begin: (after) => [literal(bytes, after)] };
}

function choice(shapes: readonly Shape[]): Shape {
  const [only] = shapes;
  if (only !== undefined && shapes.length === 1) return only;
  return { begin: (after) => shapes.flatMap((shape) => shape.begin(after)) };
}

function typesOf(schema: Schema, place: string): readonly string[] {
  const { type, properties, items } = schema;
  const given =
    type ?? (properties === undefined ? undefined : 'object') ?? (items === undefined ? [] : 'array');
  const types: readonly unknown[] = Array.isArray(given) ? given : [given];
  const known = types.filter((name) => typeof name === 'string' && Object.hasOwn(BY_TYPE, name));
  if (known.length === types.length && known.length > 0) return known as readonly string[];
  const hint = `Types: ${Object.keys(BY_TYPE).join(', ')}. Or give enum, const or anyOf.`;
  throw invalid(place, type === undefined ? 'has no type' : `has the type ${JSON.stringify(type)}`, hint);
}

function listOf(schema: Schema, key: string, place: string): readonly unknown[] {
  const list = schema[key];
  if (Array.isArray(list) && list.length > 0) return list;
  throw invalid(place, `has "${key}" that is no list with something in it`, 'Give at least one.');
}

function countOf(schema: Schema, key: string, otherwise: number, place: string): number {
  const value = schema[key];
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw invalid(place, `has "${key}" that is no whole number from 0 on`, 'Give one, or leave it out.');
}

function checkKeywords(schema: Schema, known: readonly string[], place: string): void {
  const unkept = Object.keys(schema).find((key) => !known.includes(key) && !NOTES.includes(key));
  if (unkept === undefined) return;
  const otherwise = `Leave it out, and check the value in a later step. Kept here: ${[...new Set(known)].join(', ')}.`;
  const hint = INSTEAD[unkept] ?? otherwise;
  throw invalid(place, `has the keyword "${unkept}", which is not kept while a text is written`, hint);
}

function nothing(place: string, why: string): FlowError {
  return invalid(place, `can be satisfied by nothing: ${why}`, 'Widen its limits.');
}

function invalid(place: string, what: string, hint: string): FlowError {
  return new FlowError('response_schema_invalid', `"${place}" ${what}.`, { hint });
}
