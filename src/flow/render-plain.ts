import { FlowError } from '../errors/index.ts';
import { evaluate, hasTemplate, parseTemplate, type Scope, type Template } from '../expressions/index.ts';

/** A template that is rendered for each of many items is parsed once. Beyond this many the oldest go. */
const MOST_TEMPLATES = 500;
const parsed = new Map<string, Template>();

/**
 * Renders every template in plain data: what a step does with a deferred field.
 * Throws a `FlowError`, without a place: the text that the data came from is not at hand.
 */
export function renderPlain(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return hasTemplate(value) ? render(value, scope) : value;
  if (Array.isArray(value)) return value.map((item) => renderPlain(item, scope));
  if (!isPlainMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, renderPlain(member, scope)]));
}

/** Whether it is a map: files, dates and arrays of numbers hold no templates. */
export function isPlainMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function render(source: string, scope: Scope): unknown {
  let template = parsed.get(source);
  if (template === undefined) {
    template = parseTemplate(source).template;
    parsed.set(source, template);
    const oldest = parsed.keys().next();
    if (parsed.size > MOST_TEMPLATES && oldest.done !== true) parsed.delete(oldest.value);
  }
  try {
    return evaluate(template, scope);
  } catch (thrown) {
    throw FlowError.from(thrown, 'evaluation_failed');
  }
}
