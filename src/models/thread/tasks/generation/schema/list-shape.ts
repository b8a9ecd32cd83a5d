import { afterSpace, COMMA, LIST_END, literal, NOWHERE, type Place, readByte, type Shape } from './place.ts';

export interface ListLimits {
  readonly minItems: number;
  readonly maxItems: number;
}

const BRACKET = new TextEncoder().encode('[');

/** A list of items that all have the same shape. */
export function listShape(item: Shape, { minItems, maxItems }: ListLimits): Shape {
  // Past the least of an endless list one more item changes nothing.
  const counted = (count: number): number =>
    maxItems === Number.POSITIVE_INFINITY ? Math.min(count, minItems) : count;

  const afterItem = (count: number, after: Place): Place => {
    const place: Place = {
      mayEnd: false,
      read(byte) {
        if (byte === LIST_END) return count >= minItems ? [after] : NOWHERE;
        if (byte !== COMMA || count >= maxItems) return NOWHERE;
        const next = counted(count + 1);
        const rest = next === count ? place : afterItem(next, after);
        return [afterSpace(() => item.begin(rest))];
      },
    };
    return place;
  };

  return {
    begin(after) {
      const afterBracket: Place = {
        mayEnd: false,
        read(byte) {
          if (byte === LIST_END && minItems === 0) return [after];
          return maxItems === 0 ? NOWHERE : readByte(item.begin(afterItem(counted(1), after)), byte);
        },
      };
      return [literal(BRACKET, afterBracket)];
    },
  };
}
