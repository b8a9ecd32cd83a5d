import type { Expression } from './expression.ts';

/** The expressions directly inside an expression, in the order of the source. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
    case 'faulty':
      return [];
    case 'member':
      return [node.object];
    case 'index':
      return [node.object, node.key];
    case 'slice':
      return present([node.object, node.from, node.to, node.step]);
    case 'get':
      return present([node.object, node.key, node.fallback]);
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'unary':
      return [node.operand];
    case 'arithmetic':
    case 'logic':
      return [node.left, node.right];
    case 'concatenation':
      return node.operands;
    case 'comparison':
      return [node.first, ...node.rest.map(({ operand }) => operand)];
    case 'conditional':
      return present([node.whenTrue, node.condition, node.otherwise]);
    case 'filter':
    case 'test':
      return present([node.input, ...node.arguments]);
    case 'call':
      return present(node.arguments);
  }
}

function present(nodes: readonly (Expression | null)[]): readonly Expression[] {
  return nodes.filter((node) => node !== null);
}
