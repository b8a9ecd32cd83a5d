const text = { type: 'string' };

/** Schemas of many kinds, each closed, so that what it allows is what may be written. */
export const schemas: Readonly<Record<string, object>> = {
  'a text': text,
  'a short text': { type: 'string', minLength: 2, maxLength: 4 },
  'a number': { type: 'number' },
  'a share': { type: 'number', minimum: 0, maximum: 1 },
  'a number between two that are near': { type: 'number', exclusiveMinimum: -0.25, exclusiveMaximum: 0.1 },
  'a number below zero': { type: 'number', maximum: -3.5 },
  'a whole number': { type: 'integer' },
  'a whole number in a range': { type: 'integer', minimum: -17, maximum: 250 },
  'a whole number between two': { type: 'integer', exclusiveMinimum: 9, exclusiveMaximum: 13 },
  'yes or no': { type: 'boolean' },
  nothing: { type: 'null' },
  'one of some': { enum: ['red', 'reddish', 'blue', 7, 72, null, 'straße "x"', { a: [1] }] },
  'texts of some values': { type: 'string', enum: ['a', 1, 'ab'] },
  'one value': { const: 'fixed' },
  'a text or nothing': { type: ['string', 'null'] },
  'a list': { type: 'array', items: { type: 'integer', minimum: 0, maximum: 9 } },
  'a list of two or three': { type: 'array', items: text, minItems: 2, maxItems: 3 },
  'an empty list': { type: 'array', items: text, maxItems: 0 },
  'an object': {
    type: 'object',
    properties: {
      name: text,
      age: { type: 'integer', minimum: 0, maximum: 150 },
      'é "q"': { type: 'boolean' },
    },
    required: ['name'],
    additionalProperties: false,
  },
  'an empty object': { type: 'object', properties: {}, additionalProperties: false },
  'objects in objects': {
    type: 'object',
    properties: {
      label: { enum: ['good', 'bad'] },
      parts: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          properties: {
            text: { type: 'string', maxLength: 5 },
            score: { type: 'number', minimum: 0, maximum: 1 },
          },
          required: ['text', 'score'],
          additionalProperties: false,
        },
      },
    },
    required: ['label', 'parts'],
    additionalProperties: false,
  },
  'one of several shapes': {
    anyOf: [
      { type: 'object', properties: { a: text }, required: ['a'], additionalProperties: false },
      {
        type: 'object',
        properties: { a: { type: 'integer' }, b: text },
        required: ['a', 'b'],
        additionalProperties: false,
      },
      { type: 'integer', minimum: 5 },
      { type: 'array', items: { anyOf: [{ type: 'string', maxLength: 2 }, text, { type: 'null' }] } },
    ],
  },
};
