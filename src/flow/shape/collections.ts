import type { ListNode, LocatedNode, ScalarNode } from '../../syntax/index.ts';
import { type JsonSchema, type Shape, wrongType } from './shape.ts';

/** A list whose items the reader looks at one by one; `item` describes them to editors. */
export function list(item: JsonSchema = {}): Shape<ListNode> {
  return {
    words: 'a list',
    schema: { type: 'array', items: item },
    read: (node, place) => (node.kind === 'list' ? node : wrongType(node, place, 'a list')),
  };
}

/** A list of texts; a single text is read as a list of one. */
export function texts(): Shape<readonly ScalarNode[]> {
  return {
    words: 'a list of texts',
    schema: { anyOf: [{ type: 'array', items: { type: ['string', 'number'] } }, { type: 'string' }] },
    read(node, place) {
      const items = node.kind === 'list' ? node.items : [node];
      return items.filter((item): item is ScalarNode => {
        if (item.kind === 'scalar' && item.value !== null) return true;
        wrongType(item, place, this.words);
        return false;
      });
    },
  };
}

/** Any value: the reader decides what it means. `schema` describes it to editors. */
export function anything(schema: JsonSchema = {}, words = 'a value'): Shape<LocatedNode> {
  return { words, schema, read: (node) => node };
}

/** Either of two shapes: the second where the value is a map, the first where it is anything else. */
export function orMap<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return {
    words: `${first.words} or ${second.words}`,
    schema: { anyOf: [first.schema, second.schema] },
    read: (node, place) => (node.kind === 'map' ? second.read(node, place) : first.read(node, place)),
  };
}
