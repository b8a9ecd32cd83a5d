type PlainMap = Readonly<Record<string, unknown>>;

export type MergeStrategy = 'overwrite' | 'keep_first' | 'combine';

/** Makes one map of several. Where a key is in more than one, `combine` keeps the values as a list. */
export function mergeMaps(maps: readonly PlainMap[], strategy: MergeStrategy): PlainMap {
  const merged = new Map<string, unknown>();
  const seen = new Set<string>();
  for (const map of maps) {
    for (const [key, value] of Object.entries(map)) {
      if (!merged.has(key) || strategy === 'overwrite') merged.set(key, value);
      else if (strategy === 'combine') {
        const before = merged.get(key);
        // The second value opens the list; the third joins it.
        merged.set(key, seen.has(key) && Array.isArray(before) ? [...before, value] : [before, value]);
        seen.add(key);
      }
    }
  }
  return Object.fromEntries(merged);
}
