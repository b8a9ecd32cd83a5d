import type { Span } from '../../errors/index.ts';

export const INPUT_TYPES = [
  'string',
  'integer',
  'float',
  'boolean',
  'array',
  'object',
  'file',
  'image',
  'audio',
] as const;

/** `image` and `audio` are files with a media type; `number` is read as `float`. */
export type InputType = (typeof INPUT_TYPES)[number];

/** Rules that a value must keep, named as users of the platform write them. Lengths count characters, sizes bytes. */
export interface InputValidation {
  min_length?: number;
  max_length?: number;
  pattern?: string;
  allowed_values?: readonly unknown[];
  forbidden_values?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  exclusive_minimum?: number;
  exclusive_maximum?: number;
  multiple_of?: number;
  min_items?: number;
  max_items?: number;
  unique_items?: boolean;
  item_type?: InputType;
  allowed_types?: readonly string[];
  allowed_extensions?: readonly string[];
  min_size?: number;
  max_size?: number;
  required_properties?: readonly string[];
  allowed_properties?: readonly string[];
}

/** One input of a flow, as a form or a caller sees it. */
export interface InputDefinition {
  readonly name: string;
  readonly type: InputType;
  readonly required: boolean;
  readonly default?: unknown;
  readonly description?: string;
  /** The only values that are taken, if the flow names some. */
  readonly enum?: readonly unknown[];
  readonly validation: InputValidation;
  readonly span: Span;
}

export function isFileInput(type: InputType): boolean {
  return type === 'file' || type === 'image' || type === 'audio';
}
