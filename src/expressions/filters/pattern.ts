import { RE2JS } from 're2js';
import type { Evaluation } from '../evaluation/evaluation.ts';
import {
  booleanArgument,
  type FilterDefinition,
  paid,
  textArgument,
  textInput,
  wholeArgument,
} from './filter.ts';
import { filled, readReplacement } from './replacement.ts';

/** How long a pattern may be: to read one of that length takes some hundredths of a second at most. */
const MAX_PATTERN = 1000;

/** How long one filter may look for matches, in milliseconds. */
const MAX_TIME = 400;

/** Replaces every match of an RE2 pattern, or the first `count` of them. */
const regexReplace: FilterDefinition = {
  parameters: ['pattern', 'replacement', 'ignorecase', 'multiline', 'count'],
  required: 2,
  apply(input, [pattern, replacement, ignoreCase, multiline, count = 0], run) {
    const text = paid(textInput(input, run), run);
    const ignores = booleanArgument('ignorecase', ignoreCase, run) ? RE2JS.CASE_INSENSITIVE : 0;
    const lines = booleanArgument('multiline', multiline, run) ? RE2JS.MULTILINE : 0;
    const expression = compiled(textArgument('pattern', pattern, run), ignores | lines, run);
    const limit = wholeArgument('count', count, run);
    const pieces = readReplacement(textArgument('replacement', replacement, run), expression, run);
    // The time of one walk: each character against each instruction of the pattern.
    run.spend((text.length * expression.programSize()) >>> 4);
    const matcher = expression.matcher(text);
    const start = performance.now();
    let made = '';
    let copied = 0;
    for (let found = 0; (limit <= 0 || found < limit) && matcher.find(); found++) {
      run.spend(1 + pieces.length);
      // After a match RE2 begins anew, and a pattern may look at all of the text for each: `a.*b|a`.
      if (performance.now() - start > MAX_TIME) {
        throw run.error('evaluation_limit', 'This pattern takes too long on this text.');
      }
      const more = text.slice(copied, matcher.start()) + filled(pieces, matcher);
      run.spendMoreText(made.length, more.length);
      made += more;
      copied = matcher.end();
    }
    run.spendText(made.length + text.length - copied);
    return made + text.slice(copied);
  },
};

/** The filter on regular expressions. */
export const PATTERN_FILTERS = { regex_replace: regexReplace };

/** The last pattern: a loop or `map` uses one again and again. */
let last: { readonly source: string; readonly flags: number; readonly expression: RE2JS } | undefined;

function compiled(source: string, flags: number, run: Evaluation): RE2JS {
  if (last?.source === source && last.flags === flags) return last.expression;
  if (source.length > MAX_PATTERN) {
    throw run.error(
      'evaluation_failed',
      `A pattern has ${MAX_PATTERN} characters at most, not ${source.length}.`,
    );
  }
  run.spend(200 + source.length * 20);
  try {
    last = { source, flags, expression: RE2JS.compile(source, flags) };
    return last.expression;
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    const hint = 'Patterns are in RE2 syntax: no look-around, no back-references.';
    throw run.error('evaluation_failed', `This pattern cannot be read: ${why}.`, hint);
  }
}
