import { type Schema, Validator } from '@cfworker/json-schema';
import { FlowError } from '../../../../errors/index.ts';
import type { JsonWriter } from './json-writer.ts';
import type { GenerationOptions } from './options.ts';
import type { WrittenText } from './write-text.ts';

/**
 * The value in a text that was held to a schema. Throws `response_invalid` where the text was cut off before it was whole,
 * and holds the value once more against its schema, by another's reading of it.
 */
export function jsonAnswer(
  { text, tokens }: WrittenText,
  json: JsonWriter,
  { responseSchema }: GenerationOptions,
): unknown {
  if (!json.mayEnd) {
    const hint = 'Raise max_new_tokens, or bound texts with maxLength and lists with maxItems.';
    const end = text.slice(-40);
    throw new FlowError(
      'response_invalid',
      `The answer was cut off after ${tokens} tokens, before its JSON was whole: …${end}`,
      { hint },
    );
  }
  const value: unknown = JSON.parse(text);
  // It has been read already: a map, and each schema in it.
  const { valid, errors } = new Validator(responseSchema as Schema, '2020-12').validate(value);
  if (valid) return value;
  const said = errors[0]?.error ?? 'it says no more';
  throw new FlowError('response_invalid', `The answer does not satisfy its schema: ${said}`, {
    hint: 'Simplify the schema.',
  });
}
