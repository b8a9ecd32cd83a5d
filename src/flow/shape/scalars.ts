import { hintFor } from '../reading/report.ts';
import { at, type Shape, wrongType } from './shape.ts';

/** A text. A number is read as it was written: `version: 1.10` is a number to YAML and a text to everybody else. */
export function text(): Shape<string> {
  return {
    words: 'a text',
    schema: { type: ['string', 'number'] },
    read(node, place) {
      if (node.kind === 'scalar' && typeof node.value !== 'boolean' && node.value !== null) {
        return node.written ?? String(node.value);
      }
      return wrongType(node, place, this.words);
    },
  };
}

interface NumberLimits {
  readonly min?: number;
  readonly max?: number;
  /** For a least value that is itself too small. */
  readonly above?: number;
  readonly whole?: boolean;
}

export function number(limits: NumberLimits = {}): Shape<number> {
  const { min, max, above, whole = false } = limits;
  return {
    words: 'a number',
    schema: {
      type: whole ? 'integer' : 'number',
      ...(min !== undefined && { minimum: min }),
      ...(max !== undefined && { maximum: max }),
      ...(above !== undefined && { exclusiveMinimum: above }),
    },
    read(node, place) {
      const value = node.kind === 'scalar' ? node.value : undefined;
      if (typeof value !== 'number' || Number.isNaN(value)) return wrongType(node, place, this.words);
      const isInside =
        value >= (min ?? Number.NEGATIVE_INFINITY) &&
        value <= (max ?? Number.POSITIVE_INFINITY) &&
        (above === undefined || value > above);
      if (isInside && (!whole || Number.isInteger(value))) return value;
      const message = `"${place.key}" has to be ${rangeInWords(limits)}; this is ${value}.`;
      place.report.error('value_out_of_range', message, at(node, place));
      return undefined;
    },
  };
}

function rangeInWords({ min, max, above, whole = false }: NumberLimits): string {
  const kind = whole ? 'a whole number' : 'a number';
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
  if (min !== undefined) return `${kind} of at least ${min}`;
  if (above !== undefined) return `${kind} above ${above}`;
  return max === undefined ? kind : `${kind} of at most ${max}`;
}

/** Seconds to wait or to last: none at all would be a mistake. */
export function seconds(): Shape<number> {
  return number({ min: 0.001 });
}

export function boolean(): Shape<boolean> {
  return {
    words: 'true or false',
    schema: { type: 'boolean' },
    read(node, place) {
      if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
      return wrongType(node, place, this.words);
    },
  };
}

/** One of a few names; `aliases` are other names for them. */
export function choice<const T extends string>(
  names: readonly T[],
  aliases: Readonly<Record<string, T>> = {},
): Shape<T> {
  const known = [...names, ...Object.keys(aliases)];
  return {
    words: `one of ${known.join(', ')}`,
    schema: { enum: known },
    read(node, place) {
      const written = node.kind === 'scalar' ? node.value : undefined;
      const name = names.find((candidate) => candidate === written);
      if (name !== undefined) return name;
      if (typeof written !== 'string') return wrongType(node, place, this.words);
      if (Object.hasOwn(aliases, written)) return aliases[written];
      const message = `"${place.key}" has to be ${this.words}; this is the text "${written}".`;
      place.report.error('wrong_type', message, { ...at(node, place), ...hintFor(written, known) });
      return undefined;
    },
  };
}
