import { type Matcher, RE2JS } from 're2js';
import { FlowError } from '../../errors/index.ts';

/** How long a pattern may be: to read one of that length takes some hundredths of a second at most. */
const MAX_PATTERN = 1000;

/** How long one step may look for matches, in milliseconds. */
const MAX_TIME = 300;

/** Every match of a pattern, in the order of the text. Throws `invalid_pattern` and `evaluation_limit`. */
export function matchesOf(text: string, pattern: string): string[] {
  const found: string[] = [];
  for (const matcher of eachMatch(text, pattern)) found.push(matcher.group() ?? '');
  return found;
}

/** The text with every match replaced; `$1` is the first group. Throws `invalid_pattern` and `evaluation_limit`. */
export function replaceMatches(text: string, pattern: string, replacement: string): string {
  // The library replaces all at once and cannot be stopped: so it is tried first whether that will end.
  const search = eachMatch(text, pattern);
  while (search.next().done !== true);
  return compiled(pattern).matcher(text).replaceAll(replacement);
}

/**
 * RE2 finds one match in time linear in the text. But after each it begins anew, and a pattern may look at all of the
 * text for each: `a.*b|a`. So the search for all of them has an end of its own.
 */
function* eachMatch(text: string, pattern: string): Generator<Matcher> {
  const matcher = compiled(pattern).matcher(text);
  const start = performance.now();
  while (matcher.find()) {
    if (performance.now() - start > MAX_TIME) {
      const hint = 'Take a pattern that needs not look far ahead, or cut the text into pieces.';
      throw new FlowError('evaluation_limit', `The pattern ${pattern} takes too long on this text.`, {
        hint,
      });
    }
    yield matcher;
  }
}

function compiled(pattern: string): RE2JS {
  if (pattern.length > MAX_PATTERN) {
    const message = `A pattern has ${MAX_PATTERN} characters at most, not ${pattern.length}.`;
    throw new FlowError('invalid_pattern', message);
  }
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    const hint = 'Patterns are in RE2 syntax: no look-around, no back-references.';
    throw new FlowError('invalid_pattern', `The pattern ${pattern} cannot be read.`, { hint, cause });
  }
}
