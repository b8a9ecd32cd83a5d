import {
  afterSpace,
  COMMA,
  jsonBytes,
  literal,
  NOWHERE,
  OBJECT_END,
  type Place,
  type Places,
  QUOTE,
  type Shape,
} from './place.ts';

export interface Property {
  readonly name: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
}

/** An object with the properties of a list, in whatever order, each at most once, and no others. */
export function objectShape(properties: readonly Property[]): Shape {
  const keys = new Map(properties.map((property) => [property, keyOf(property.name)]));

  const left = (written: ReadonlySet<Property>): readonly Property[] =>
    properties.filter((property) => !written.has(property));

  const mayClose = (written: ReadonlySet<Property>): boolean =>
    left(written).every(({ isRequired }) => !isRequired);

  const readKey = (written: ReadonlySet<Property>, byte: number, after: Place): Places => {
    if (byte !== QUOTE) return NOWHERE;
    return left(written).map((property) => {
      const rest = afterValue(new Set([...written, property]), after);
      return literal(
        keys.get(property) ?? keyOf(property.name),
        afterSpace(() => property.shape.begin(rest)),
        1,
      );
    });
  };

  const afterValue = (written: ReadonlySet<Property>, after: Place): Place => ({
    mayEnd: false,
    read(byte) {
      if (byte === OBJECT_END) return mayClose(written) ? [after] : NOWHERE;
      if (byte !== COMMA || left(written).length === 0) return NOWHERE;
      const key: Place = { mayEnd: false, read: (next) => readKey(written, next, after) };
      return [afterSpace(() => [key])];
    },
  });

  return {
    begin(after) {
      const none: ReadonlySet<Property> = new Set();
      const afterBrace: Place = {
        mayEnd: false,
        read(byte) {
          if (byte === OBJECT_END) return mayClose(none) ? [after] : NOWHERE;
          return readKey(none, byte, after);
        },
      };
      return [literal(BRACE, afterBrace)];
    },
  };
}

const BRACE = new TextEncoder().encode('{');

function keyOf(name: string): Uint8Array {
  return Uint8Array.from([...jsonBytes(name), ':'.charCodeAt(0)]);
}
