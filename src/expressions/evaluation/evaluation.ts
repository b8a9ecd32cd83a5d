import type { Expression } from '../syntax-tree/expression.ts';
import { TemplateError, type TemplateErrorCode } from '../template-error.ts';
import { DEFAULT_LIMITS, type EvaluationLimits } from './limits.ts';
import type { Locals } from './locals.ts';

/** The names that a template can read. Only own data members count, at every depth. */
export type Scope = Readonly<Record<string, unknown>>;

/** One evaluation under way: what it can read, what it may still spend, and where it stands. */
export class Evaluation {
  readonly source: string;
  readonly scope: Scope;
  readonly now: () => number;
  readonly maxText: number;
  /** The expression at work: an error gets its place. Set by whoever is about to do what can fail. */
  node: Expression;
  /** What blocks have bound; null in a template that has none. */
  locals: Locals | null = null;
  private stepsLeft: number;

  constructor(source: string, scope: Scope, limits: EvaluationLimits, node: Expression) {
    this.source = source;
    this.scope = scope;
    this.node = node;
    this.stepsLeft = limits.steps ?? DEFAULT_LIMITS.steps;
    this.maxText = limits.text ?? DEFAULT_LIMITS.text;
    this.now = limits.now ?? Date.now;
  }

  /** Pays for work before it is done: one step is about one operation, or one item of a list. */
  spend(steps: number): void {
    this.stepsLeft -= steps;
    if (this.stepsLeft < 0) {
      const hint = 'Do heavy work in a step, or on less data.';
      throw this.error('evaluation_limit', 'This template takes too many steps to evaluate.', hint);
    }
  }

  /** Pays for a text of that length before it is made. */
  spendText(length: number): void {
    if (length > this.maxText) {
      const message = `This text would be longer than ${this.maxText} characters.`;
      throw this.error('evaluation_limit', message);
    }
    // Copying 128 characters takes about as long as one step.
    this.spend(length >>> 7);
  }

  /** Pays for a walk over every character of a text, before it. */
  spendCharacters(length: number): void {
    this.spend(length >>> 5);
  }

  /** Pays for more text at the end of one that grows: for what is added, not for all of it once more. */
  spendMoreText(length: number, more: number): void {
    if (length + more > this.maxText) this.spendText(length + more);
    this.spend(more >>> 7);
  }

  /** The names that can be read at this moment. */
  names(): readonly string[] {
    return [...(this.locals?.names() ?? []), ...Object.keys(this.scope)];
  }

  /** An error at the expression at work. */
  error(code: TemplateErrorCode, message: string, hint?: string): TemplateError {
    return new TemplateError(code, message, this.node, hint === undefined ? {} : { hint });
  }

  /** The source of an expression, for a message. */
  quote(node: Expression): string {
    const text = this.source.slice(node.start, node.end);
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
  }
}
