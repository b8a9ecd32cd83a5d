import { RE2JS } from 're2js';

/**
 * Holds a value against what is expected of it and tells each difference with its place.
 * A map may have more members than expected; everything else has to be equal, but for these matchers:
 *
 * - `{$contains: part}`: a text with that part in it, or a list with that item
 * - `{$matches: pattern}`: a text in which the pattern (RE2 syntax) is found
 * - `{$near: number, within: distance}`
 * - `{$between: [least, most]}`
 * - `{$length: n}`: of a text or a list
 * - `{$any: true}`: anything but nothing
 */
export function differences(actual: unknown, expected: unknown, place = ''): string[] {
  if (Array.isArray(expected)) return listDifferences(actual, expected, place);
  if (typeof expected !== 'object' || expected === null) {
    return Object.is(actual, expected) ? [] : [said(place, show(expected), actual)];
  }
  const keys = Object.keys(expected);
  const matcher = keys.find((key) => key.startsWith('$'));
  const wanted = expected as Readonly<Record<string, unknown>>;
  if (matcher !== undefined)
    return matches(actual, matcher, wanted) ? [] : [said(place, show(expected), actual)];
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual))
    return [said(place, 'a map', actual)];
  const members = actual as Readonly<Record<string, unknown>>;
  return keys.flatMap((key) =>
    differences(members[key], wanted[key], place === '' ? key : `${place}.${key}`),
  );
}

function listDifferences(actual: unknown, expected: readonly unknown[], place: string): string[] {
  if (!Array.isArray(actual) || actual.length !== expected.length) {
    return [said(place, `a list of ${expected.length}`, actual)];
  }
  return expected.flatMap((item, index) => differences(actual[index], item, `${place}[${index}]`));
}

function matches(actual: unknown, matcher: string, expected: Readonly<Record<string, unknown>>): boolean {
  const wanted = expected[matcher];
  switch (matcher) {
    case '$contains':
      return typeof actual === 'string'
        ? actual.includes(String(wanted))
        : Array.isArray(actual) && actual.some((item) => differences(item, wanted).length === 0);
    case '$matches':
      return typeof actual === 'string' && RE2JS.compile(String(wanted)).matcher(actual).find();
    case '$near':
      return (
        typeof actual === 'number' && Math.abs(actual - Number(wanted)) <= Number(expected['within'] ?? 0)
      );
    case '$between':
      return (
        typeof actual === 'number' && Array.isArray(wanted) && actual >= wanted[0] && actual <= wanted[1]
      );
    case '$length':
      return (typeof actual === 'string' || Array.isArray(actual)) && actual.length === wanted;
    case '$any':
      return actual !== undefined && actual !== null;
    default:
      return false;
  }
}

function said(place: string, expected: string, actual: unknown): string {
  return `${place || 'the result'}: expected ${expected}, got ${show(actual)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 197)}…` : text;
}
