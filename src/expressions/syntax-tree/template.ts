import type { Expression, Name, Placed } from './expression.ts';

/**
 * What a template is once it is parsed: plain data, so that it can cross a thread or be kept.
 * Offsets are 0-based indexes into the source, counted in UTF-16 units; ends are exclusive.
 */
export interface Template {
  readonly source: string;
  /** `value`: wholly one expression, whose value keeps its type. `text`: everything else. */
  readonly mode: 'value' | 'text';
  readonly parts: readonly TemplatePart[];
  /** The first thing wrong in the source, where anything is: such a template has no value. */
  readonly fault: { readonly message: string; readonly start: number; readonly end: number } | null;
}

export type TemplatePart = TextPart | OutputPart | IfPart | ForPart | SetPart | CapturePart;

export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
}

/** One `{{ … }}`. */
export interface OutputPart {
  readonly kind: 'output';
  readonly expression: Expression;
}

/** `{% if %}` with its `{% elif %}`s. */
export interface IfPart {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: Expression; readonly body: readonly TemplatePart[] }[];
  readonly otherwise: readonly TemplatePart[];
}

/** `{% for target in list if condition %}` */
export interface ForPart {
  readonly kind: 'for';
  readonly target: Target;
  readonly list: Expression;
  readonly condition: Expression | null;
  readonly body: readonly TemplatePart[];
  /** What is rendered where there is no item. */
  readonly otherwise: readonly TemplatePart[];
}

/** `{% set target = value %}` */
export interface SetPart {
  readonly kind: 'set';
  readonly target: Target;
  readonly value: Expression;
}

/** `{% set name %}…{% endset %}`: the name stands for the text between. */
export interface CapturePart {
  readonly kind: 'capture';
  readonly target: Name;
  readonly body: readonly TemplatePart[];
}

/** What a value is bound to: a name, or several for a list that is taken apart. */
export type Target = Name | Unpacking;

export interface Unpacking extends Placed {
  readonly kind: 'unpacking';
  readonly targets: readonly Target[];
}
