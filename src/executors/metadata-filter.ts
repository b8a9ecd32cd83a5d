/** A value that metadata are compared with. */
export type Plain = string | number | boolean | null;

/** What one key of the metadata has to be: all that stands here holds at once. */
export interface KeyRule {
  readonly gt?: number | string | undefined;
  readonly gte?: number | string | undefined;
  readonly lt?: number | string | undefined;
  readonly lte?: number | string | undefined;
  readonly in?: readonly Plain[] | undefined;
  readonly not?: Plain | readonly Plain[] | undefined;
  readonly exists?: boolean | undefined;
}

/** By key of the metadata: a value to be equal to, a list of which one, or a rule. All keys have to hold. */
export type MetadataFilter = Readonly<Record<string, Plain | readonly Plain[] | KeyRule>>;

/**
 * Tells whether metadata pass a filter. Where the metadata have a list, one of its values has to pass.
 * Texts are compared with texts and numbers with numbers: a text is never less than a number.
 *
 * @example
 * matchesFilter({ year: 1925, tags: ['novel', 'short'] }, { year: { lt: 1930 }, tags: 'novel' }); // true
 */
export function matchesFilter(metadata: Readonly<Record<string, unknown>>, filter: MetadataFilter): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    const found = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    const values = Array.isArray(found) ? found : found === undefined ? [] : [found];
    if (isList(wanted)) return values.some((value) => wanted.includes(value));
    if (wanted === null || typeof wanted !== 'object') return values.includes(wanted);
    return keepsRule(values, wanted, found !== undefined);
  });
}

function keepsRule(values: readonly unknown[], rule: KeyRule, isThere: boolean): boolean {
  const { exists, not, in: among, gt, gte, lt, lte } = rule;
  if (exists !== undefined && exists !== isThere) return false;
  if (not !== undefined) {
    const unwanted = isList(not) ? not : [not];
    if (values.some((value) => unwanted.includes(value as Plain))) return false;
  }
  const compares = among ?? gt ?? gte ?? lt ?? lte;
  return (
    compares === undefined ||
    values.some(
      (value) =>
        (among === undefined || among.includes(value as Plain)) &&
        (gt === undefined || compare(value, gt, (a, b) => a > b)) &&
        (gte === undefined || compare(value, gte, (a, b) => a >= b)) &&
        (lt === undefined || compare(value, lt, (a, b) => a < b)) &&
        (lte === undefined || compare(value, lte, (a, b) => a <= b)),
    )
  );
}

function compare(
  value: unknown,
  bound: number | string,
  holds: (a: number | string, b: number | string) => boolean,
): boolean {
  return typeof value === typeof bound && holds(value as number | string, bound);
}

function isList(value: unknown): value is readonly Plain[] {
  return Array.isArray(value);
}
