import type { Evaluation } from '../evaluation/evaluation.ts';
import { characterCount, characterSlice } from '../values/characters.ts';
import { jsonOf } from '../values/json.ts';
import { isList, isMap, kindOf, ownMember } from '../values/kinds.ts';
import { roundToEven } from '../values/round.ts';
import { textOf } from '../values/text.ts';
import { type FilterDefinition, paid, textInput } from './filter.ts';

/** `%(name)`, flags, width, `.` and precision, and the letter of the conversion. */
const CONVERSION = /%(?:\(([^)]*)\))?([-+ 0#]*)(\d*)(?:\.(\d*))?([\s\S]?)/gu;

interface Conversion {
  readonly flags: string;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** Python's `%`: values by their order, `'%s: %.2f' | format(name, price)`, or by name, `'%(a)s' | format(a=1)`. */
const format: FilterDefinition = {
  parameters: [],
  collectsRest: true,
  collectsKeywords: true,
  apply(input, [values, named], run) {
    const pattern = paid(textInput(input, run), run);
    const given = new FormatValues(values, named, run);
    let text = '';
    let copied = 0;
    for (const found of pattern.matchAll(CONVERSION)) {
      const [whole, name, flags = '', width = '', precision, letter = ''] = found;
      run.spend(1);
      const piece =
        letter === '%'
          ? '%'
          : converted(given.next(name), { flags, letter, precision: digitsOf(precision, run) }, run);
      const made = pattern.slice(copied, found.index) + padded(piece, Number(width), flags, letter, run);
      run.spendMoreText(text.length, made.length);
      text += made;
      copied = found.index + whole.length;
    }
    given.finish();
    return text + pattern.slice(copied);
  },
};

/** The filter that fills values into a text. */
export const FORMAT_FILTERS = { format };

/** What the conversions of one text take one after another. */
class FormatValues {
  private readonly values: ArrayLike<unknown>;
  private readonly named: unknown;
  private readonly run: Evaluation;
  private used = 0;

  constructor(values: unknown, named: unknown, run: Evaluation) {
    this.values = isList(values) ? values : [];
    this.named = named;
    this.run = run;
  }

  next(name: string | undefined): unknown {
    const { run, values, named } = this;
    if (name !== undefined) {
      const value = isMap(named) ? ownMember(named, name) : undefined;
      if (value !== undefined) return value;
      throw run.error('undefined_name', `"format" is given no value for %(${name.slice(0, 60)}).`);
    }
    if (this.used < values.length) return values[this.used++];
    throw run.error(
      'evaluation_failed',
      `"format" is given ${values.length} values, and the text asks for more.`,
    );
  }

  finish(): void {
    const { run, values, used } = this;
    if (used >= values.length) return;
    const message = `"format" is given ${values.length} values, and the text asks for ${used}.`;
    throw run.error('evaluation_failed', message);
  }
}

function converted(value: unknown, { letter, flags, precision }: Conversion, run: Evaluation): string {
  switch (letter) {
    case 's':
    case 'r': {
      const text = letter === 's' ? textOf(value, run) : jsonOf(value, run);
      return precision === undefined ? text : characterSlice(text, 0, precision, run);
    }
    case 'd':
    case 'i':
      return signed(whole(value, letter, run), 10, flags, precision);
    case 'x':
      return signed(whole(value, letter, run), 16, flags, precision);
    case 'X':
      return signed(whole(value, letter, run), 16, flags, precision).toUpperCase();
    case 'o':
      return signed(whole(value, letter, run), 8, flags, precision);
    case 'f':
    case 'F':
      return fixed(numberFor(value, letter, run), flags, precision ?? 6);
    case 'e':
      return exponential(numberFor(value, letter, run), flags, precision ?? 6);
    case 'E':
      return exponential(numberFor(value, letter, run), flags, precision ?? 6).toUpperCase();
    default: {
      const hint = 'There are: %s, %r, %d, %i, %x, %X, %o, %f, %e, %E, and %% for the sign itself.';
      throw run.error('evaluation_failed', `"%${letter}" is no conversion of "format".`, hint);
    }
  }
}

function numberFor(value: unknown, letter: string, run: Evaluation): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const hint = 'Turn it into a number: | int or | float.';
  throw run.error('type_mismatch', `"%${letter}" takes a number, not ${kindOf(value)}.`, hint);
}

/** A fraction is cut off by `%d`, and is none of `%x`'s. */
function whole(value: unknown, letter: string, run: Evaluation): bigint {
  if (typeof value === 'bigint') return value;
  const number = numberFor(value, letter, run);
  if (letter === 'd' || letter === 'i' || Number.isInteger(number)) return BigInt(Math.trunc(number));
  throw run.error('type_mismatch', `"%${letter}" takes a whole number, not ${number}.`);
}

const PREFIXES: Readonly<Record<number, string>> = { 8: '0o', 16: '0x' };

function signed(value: bigint, radix: number, flags: string, precision = 0): string {
  const digits = (value < 0n ? -value : value).toString(radix).padStart(precision, '0');
  const prefix = flags.includes('#') ? (PREFIXES[radix] ?? '') : '';
  return signOf(value < 0n, flags) + prefix + digits;
}

function fixed(value: number, flags: string, precision: number): string {
  const isNegative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  // From 1e21 on toFixed writes an exponent; there is no fraction any more.
  if (size >= 1e21) {
    const fraction = precision > 0 ? `.${'0'.repeat(precision)}` : '';
    return signOf(isNegative, flags) + BigInt(size).toString() + fraction;
  }
  return signOf(isNegative, flags) + roundToEven(size, precision).toFixed(precision);
}

function exponential(value: number, flags: string, precision: number): string {
  const text = Math.abs(value).toExponential(precision);
  // Python writes two digits at least.
  return signOf(value < 0, flags) + text.replace(/e([-+])(\d)$/, 'e$10$2');
}

function signOf(isNegative: boolean, flags: string): string {
  if (isNegative) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function digitsOf(precision: string | undefined, run: Evaluation): number | undefined {
  if (precision === undefined) return undefined;
  const digits = Number(precision);
  if (digits <= 100) return digits;
  throw run.error('evaluation_limit', 'A precision of "format" is 100 at most.');
}

/** Fills up to the width: at the left, at the right with `-`, and a number with zeros behind its sign with `0`. */
function padded(text: string, width: number, flags: string, letter: string, run: Evaluation): string {
  run.spendText(Math.max(width, text.length));
  const missing = width - characterCount(text, run);
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0') || 'sr%'.includes(letter)) return ' '.repeat(missing) + text;
  const sign = /^[-+ ]?(?:0[xXo])?/.exec(text)?.[0] ?? '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}
