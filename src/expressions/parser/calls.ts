import { nearestName } from '../../errors/index.ts';
import { faultAt, SyntaxFault } from '../faults.ts';
import { FILTERS } from '../filters/table.ts';
import { FUNCTIONS } from '../functions/table.ts';
import type { Expression } from '../syntax-tree/expression.ts';
import { bindArguments, parseArguments } from './arguments.ts';
import type { ParserState } from './parser-state.ts';

const ALLOWED = () => `Only ${[...FUNCTIONS.keys()].join(', ')} and the method .get() can be called.`;

/** Reads `name(…)`, where the name is a function's. */
export function parseCall(state: ParserState): Expression {
  const { text: name, start, end } = state.next();
  const given = parseArguments(state);
  const place = { start, end: state.end };
  const definition = FUNCTIONS.get(name);
  if (definition === undefined) {
    state.report(
      faultAt('unknown_function', `There is no function "${name}".`, { start, end }, wayOut(name)),
    );
    return { kind: 'call', name, arguments: given.positional, ...place };
  }
  const bound = bindArguments(state, `The function "${name}"`, definition, given, place);
  return { kind: 'call', name, arguments: bound, ...place };
}

const GET = { parameters: ['key', 'default'], required: 1 };

/** Reads `object.name(…)`; the state stands at the name. Only `get` is a method. */
export function parseMethod(state: ParserState, object: Expression, start: number): Expression {
  const { text: name, start: nameStart, end: nameEnd } = state.next();
  const given = parseArguments(state);
  const { end } = state;
  if (name !== 'get') {
    const hint = wayOut(name);
    const place = { start: nameStart, end: nameEnd };
    state.report(faultAt('unknown_function', `There is no method "${name}".`, place, hint));
    // What is before the dot is read all the same, and its references count.
    return object;
  }
  const [key, fallback] = bindArguments(state, 'The method "get"', GET, given, { start: nameStart, end });
  if (!key) return { kind: 'faulty', start, end };
  return { kind: 'get', object, key, fallback: fallback ?? null, start, end };
}

/** A value that is called, as in `(a)(b)`: nothing but names can be. */
export function rejectCall(state: ParserState, start: number): never {
  const place = { start, end: state.token.end };
  throw new SyntaxFault(faultAt('unknown_function', 'A value cannot be called.', place, ALLOWED()));
}

function wayOut(name: string): string {
  if (name === 'cycle') return `Write [a, b][loop.index0 % 2]. ${ALLOWED()}`;
  if (FILTERS.has(name)) return `It is a filter: write "| ${name}". ${ALLOWED()}`;
  const near = nearestName(name, [...FUNCTIONS.keys(), 'get']);
  return near === undefined ? ALLOWED() : `Did you mean "${near}"? ${ALLOWED()}`;
}
