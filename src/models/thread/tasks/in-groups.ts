/** More texts at once gain a GPU little, and are what a cancellation has to wait for. */
const MOST = 16;
/** How much longer than the shortest the longest of a group may be, and by how many characters in any case. */
const STRETCH = 1.25;
const SLACK = 16;

/** Places of texts in groups of like length, in which little is padded; within a list every place once. */
export function inGroupsOfLikeLength(texts: readonly string[]): readonly (readonly number[])[] {
  const lengthAt = (at: number): number => texts[at]?.length ?? 0;
  const places = texts.map((_, at) => at).sort((a, b) => lengthAt(a) - lengthAt(b));
  const groups: number[][] = [];
  for (const place of places) {
    const group = groups.at(-1);
    const shortest = group?.[0];
    const fits =
      shortest !== undefined &&
      lengthAt(place) <= Math.max(lengthAt(shortest) * STRETCH, lengthAt(shortest) + SLACK);
    if (group !== undefined && fits && group.length < MOST) group.push(place);
    else groups.push([place]);
  }
  return groups;
}
