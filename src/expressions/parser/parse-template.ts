import { faultAt, SyntaxFault, type TemplateFault } from '../faults.ts';
import { type LexedExpression, lexExpression } from '../lexer/lex-expression.ts';
import type { Template, TemplatePart } from '../syntax-tree/template.ts';
import { parseTokens } from './parse-tokens.ts';

export interface ParsedTemplate {
  /** Always there; what could not be read is a `faulty` node, whose evaluation is an error. */
  readonly template: Template;
  /** Empty where the source is right. */
  readonly faults: readonly TemplateFault[];
}

/** Tells whether a text holds anything that `parseTemplate` would not take as plain text. */
export function hasTemplate(text: string): boolean {
  return nextOpening(text, 0) < text.length;
}

/**
 * Parses one YAML value with `{{ expressions }}` and `{# comments #}` in it.
 *
 * A source that is wholly one expression, with any spacing and comments around, is a template whose value
 * keeps its type; any other is text. Never throws: the faults of every expression are in the answer.
 *
 * @example
 * const { template, faults } = parseTemplate('Hello {{ inputs.name | title }}!');
 */
export function parseTemplate(source: string): ParsedTemplate {
  return new TemplateParser(source).parse();
}

class TemplateParser {
  private readonly source: string;
  private readonly faults: TemplateFault[] = [];
  private readonly parts: TemplatePart[] = [];
  private position = 0;
  /** Whether the `-` of a closing takes away the space that comes next. */
  private trimsNext = false;

  constructor(source: string) {
    this.source = source;
  }

  parse(): ParsedTemplate {
    const { source, faults, parts } = this;
    while (this.position < source.length) {
      const opening = nextOpening(source, this.position);
      this.addText(opening);
      if (opening >= source.length) break;
      if (source[opening + 1] === '{') this.readOutput(opening);
      else if (source[opening + 1] === '%') this.readBlock(opening);
      else this.readComment(opening);
    }
    const [first, ...others] = parts.filter((part) => part.kind !== 'text' || part.text.trim() !== '');
    const isValue = first?.kind === 'output' && others.length === 0;
    const template: Template = isValue
      ? { source, mode: 'value', parts: [first], fault: firstOf(faults) }
      : { source, mode: 'text', parts, fault: firstOf(faults) };
    return { template, faults };
  }

  private addText(opening: number): void {
    let text = this.source.slice(this.position, opening);
    if (this.trimsNext) text = text.trimStart();
    if (opening < this.source.length && this.source[opening + 2] === '-') text = text.trimEnd();
    if (text !== '') this.parts.push({ kind: 'text', text });
    this.trimsNext = false;
  }

  private readOutput(opening: number): void {
    const { source, faults, parts } = this;
    const start = opening + (source[opening + 2] === '-' ? 3 : 2);
    let lexed: LexedExpression;
    try {
      lexed = lexExpression(source, start, '}}', opening);
    } catch (thrown) {
      if (!(thrown instanceof SyntaxFault)) throw thrown;
      faults.push(thrown.fault);
      this.position = resumeAfter(source, start, thrown.fault);
      parts.push({ kind: 'output', expression: { kind: 'faulty', start: opening, end: this.position } });
      return;
    }
    parts.push({ kind: 'output', expression: parseTokens(lexed, faults) });
    this.position = lexed.end;
    this.trimsNext = lexed.trims;
  }

  private readComment(opening: number): void {
    const end = this.source.indexOf('#}', opening + 2);
    if (end < 0) {
      this.stopUnclosed(opening, '{#', '#}');
      return;
    }
    this.position = end + 2;
    this.trimsNext = this.source[end - 1] === '-';
  }

  private readBlock(opening: number): void {
    const end = this.source.indexOf('%}', opening + 2);
    if (end < 0) {
      this.stopUnclosed(opening, '{%', '%}');
      return;
    }
    const place = { start: opening, end: end + 2 };
    const hint = 'Choose inside of an expression: {{ a if condition else b }}.';
    const message = 'Blocks in {% %} are not supported yet.';
    this.faults.push(faultAt('template_block_unsupported', message, place, hint));
    this.parts.push({ kind: 'output', expression: { kind: 'faulty', ...place } });
    this.position = end + 2;
    this.trimsNext = this.source[end - 1] === '-';
  }

  private stopUnclosed(opening: number, sign: string, closing: string): void {
    const message = `This ${sign} is never closed: "${closing}" was expected before the end.`;
    const hint = `For the characters themselves write {{ '${sign}' }}.`;
    const place = { start: opening, end: opening + 2 };
    this.faults.push(faultAt('template_unclosed', message, place, hint));
    this.position = this.source.length;
    this.parts.push({ kind: 'output', expression: { kind: 'faulty', start: opening, end: this.position } });
  }
}

/** What a template keeps of its faults. */
export function firstOf(faults: readonly TemplateFault[]): Template['fault'] {
  const first = faults[0];
  return first === undefined ? null : { message: first.message, start: first.start, end: first.end };
}

/** The offset of the next `{{`, `{%` or `{#`, or the length of the text. */
function nextOpening(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    const next = text[at + 1];
    if (next === '{' || next === '%' || next === '#') return at;
  }
  return text.length;
}

/**
 * Where to read on after a fault inside of `{{ … `: after the next `}}`, or at a `{{` that comes first.
 * It never looks back before the fault, so that many faults cost no more than the text is long.
 */
function resumeAfter(source: string, start: number, fault: TemplateFault): number {
  for (let at = Math.max(start, fault.start); at < source.length; at++) {
    if (source.startsWith('}}', at)) return at + 2;
    if (source.startsWith('{{', at)) return at;
  }
  return source.length;
}
