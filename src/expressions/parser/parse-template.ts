import { faultAt, SyntaxFault, type TemplateFault } from '../faults.ts';
import { type LexedExpression, lexExpression } from '../lexer/lex-expression.ts';
import type { Placed } from '../syntax-tree/expression.ts';
import type { Template } from '../syntax-tree/template.ts';
import { BlockBuilder } from './block-builder.ts';
import { parseTokens, readTokens } from './parse-tokens.ts';
import { nextEndRaw, nextOpening, resumeAfter } from './scan.ts';
import { faultyTag, isTagName, TAGS, type TagName } from './tags.ts';
import { UnknownTags } from './unknown-tag.ts';

export interface ParsedTemplate {
  /** Always there; what could not be read is a `faulty` node, whose evaluation is an error. */
  readonly template: Template;
  /** Empty where the source is right. In the order of the source. */
  readonly faults: readonly TemplateFault[];
}

/** Tells whether a text holds anything that `parseTemplate` would not take as plain text. */
export function hasTemplate(text: string): boolean {
  return nextOpening(text, 0) < text.length;
}

/**
 * Parses one YAML value with `{{ expressions }}`, `{% blocks %}` and `{# comments #}` in it.
 *
 * A source that is wholly one expression, with any spacing and comments around, is a template whose value
 * keeps its type; any other is text. Never throws: all of the faults are in the answer.
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
  private readonly blocks = new BlockBuilder(this.faults);
  private readonly unknownTags = new UnknownTags();
  private position = 0;
  /** Whether the `-` of a closing takes away the space that comes next. */
  private trimsNext = false;
  /** Whether there was any `{% %}`: what those make is text. */
  private hasTags = false;

  constructor(source: string) {
    this.source = source;
  }

  parse(): ParsedTemplate {
    const { source, faults, blocks } = this;
    while (this.position < source.length) {
      const opening = nextOpening(source, this.position);
      this.addText(opening, source[opening + 2] === '-');
      if (opening >= source.length) break;
      if (source[opening + 1] === '{') this.readOutput(opening);
      else if (source[opening + 1] === '%') this.readTag(opening);
      else this.readComment(opening);
    }
    blocks.finish();
    // What is left open is told last, though it stands before.
    faults.sort((left, right) => left.start - right.start);
    const parts = blocks.whole;
    const [first, ...others] = parts.filter((part) => part.kind !== 'text' || part.text.trim() !== '');
    const isValue = first?.kind === 'output' && others.length === 0 && !this.hasTags;
    const template: Template = isValue
      ? { source, mode: 'value', parts: [first], fault: firstOf(faults) }
      : { source, mode: 'text', parts, fault: firstOf(faults) };
    return { template, faults };
  }

  /** Adds what stands before `end` as it is, but for the space that a `-` takes away. */
  private addText(end: number, trimsEnd: boolean): void {
    let text = this.source.slice(this.position, end);
    if (this.trimsNext) text = text.trimStart();
    if (trimsEnd && end < this.source.length) text = text.trimEnd();
    if (text !== '') this.blocks.add({ kind: 'text', text });
    this.trimsNext = false;
  }

  private readOutput(opening: number): void {
    const lexed = this.lex(opening, this.afterSign(opening), '}}');
    const { position: end } = this;
    const expression =
      lexed === undefined
        ? ({ kind: 'faulty', start: opening, end } as const)
        : parseTokens(lexed, this.faults);
    this.blocks.add({ kind: 'output', expression });
  }

  private readComment(opening: number): void {
    const end = this.source.indexOf('#}', opening + 2);
    if (end < 0) {
      this.stopUnclosed(opening, '{#', '"#}"');
      return;
    }
    this.position = end + 2;
    this.trimsNext = this.source[end - 1] === '-';
  }

  private readTag(opening: number): void {
    const { source, faults } = this;
    this.hasTags = true;
    const { name, end: nameEnd } = wordAt(source, this.afterSign(opening));
    const lexed = this.lex(opening, nameEnd, '%}');
    // Of a tag without an end nobody knows what it was to be.
    if (lexed === undefined && faults.at(-1)?.code === 'template_unclosed') return;
    const place = { start: opening, end: this.position };
    if (name === 'raw') this.readRaw(opening, lexed);
    else if (isTagName(name)) this.takeTag(name, lexed, place, faults);
    else if (lexed !== undefined) this.rejectTag(name, lexed, place);
    if (this.blocks.isTooDeep) this.stop();
  }

  private takeTag(name: TagName, lexed: LexedExpression | undefined, place: Placed, faults: TemplateFault[]) {
    const tag = lexed && readTokens(lexed, faults, TAGS[name]);
    this.blocks.take(tag ?? faultyTag(name, this.source, place), place);
  }

  /** A tag that is nearly one that there is stands for it, so that its block has a beginning and an end. */
  private rejectTag(name: string, lexed: LexedExpression, place: Placed): void {
    const { fault, meant } = this.unknownTags.look(name, place);
    if (fault !== undefined) this.faults.push(fault);
    if (meant !== undefined) this.takeTag(meant, lexed, place, []);
  }

  private readRaw(opening: number, lexed: LexedExpression | undefined): void {
    if (lexed !== undefined) readTokens(lexed, this.faults, () => null);
    const end = nextEndRaw(this.source, this.position);
    if (end === undefined) {
      this.stopUnclosed(opening, '{% raw %}', '{% endraw %}', this.position);
      return;
    }
    this.addText(end.start, this.source[end.start + 2] === '-');
    this.position = end.end;
    this.trimsNext = this.source[end.end - 3] === '-';
  }

  /** Cuts the inside of `{{ }}` or `{% %}` into tokens and goes on behind it, also where it has a fault. */
  private lex(opening: number, start: number, closing: '}}' | '%}'): LexedExpression | undefined {
    try {
      const lexed = lexExpression(this.source, start, closing, opening);
      this.position = lexed.end;
      this.trimsNext = lexed.trims;
      return lexed;
    } catch (thrown) {
      if (!(thrown instanceof SyntaxFault)) throw thrown;
      this.faults.push(thrown.fault);
      this.position = resumeAfter(this.source, Math.max(start, thrown.reached), closing);
      return undefined;
    }
  }

  /** Behind `{{-` or `{%+`: the sign is none of the expression's. */
  private afterSign(opening: number): number {
    const sign = this.source[opening + 2];
    return sign === '-' || sign === '+' ? opening + 3 : opening + 2;
  }

  private stopUnclosed(opening: number, what: string, closing: string, end = opening + 2): void {
    const message = `This ${what} is never closed: ${closing} was expected before the end.`;
    const hint = what.length === 2 ? `For the characters themselves write {{ '${what}' }}.` : undefined;
    this.faults.push(faultAt('template_unclosed', message, { start: opening, end }, hint));
    this.stop();
  }

  /** Reads no further, and tells no more of what is open. */
  private stop(): void {
    this.blocks.abandon();
    this.position = this.source.length;
  }
}

/** What a template keeps of its faults. */
export function firstOf(faults: readonly TemplateFault[]): Template['fault'] {
  const first = faults[0];
  return first === undefined ? null : { message: first.message, start: first.start, end: first.end };
}

/** The word that a tag begins with; empty where it begins with something else. */
function wordAt(source: string, from: number): { name: string; end: number } {
  const word = /\s*([\p{L}_][\p{L}\p{N}_]*)?/uy;
  word.lastIndex = from;
  const name = word.exec(source)?.[1] ?? '';
  return { name, end: word.lastIndex };
}
