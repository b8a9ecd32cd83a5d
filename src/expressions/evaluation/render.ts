import type { CapturePart, IfPart, OutputPart, TemplatePart } from '../syntax-tree/template.ts';
import { textOf } from '../values/text.ts';
import { isTrue } from '../values/truth.ts';
import { bind } from './bind.ts';
import { evaluateNode } from './evaluate-node.ts';
import type { Evaluation } from './evaluation.ts';
import { Locals } from './locals.ts';
import { renderFor } from './render-for.ts';

/** The text that parts of a template make. */
export function renderText(parts: readonly TemplatePart[], run: Evaluation): string {
  const output = new TextOutput(run);
  renderParts(parts, output, run);
  return output.text;
}

/** Text that is paid for while it grows. */
export class TextOutput {
  text = '';
  private readonly run: Evaluation;

  constructor(run: Evaluation) {
    this.run = run;
  }

  add(more: string): void {
    this.run.spendMoreText(this.text.length, more.length);
    this.text += more;
  }
}

export function renderParts(parts: readonly TemplatePart[], output: TextOutput, run: Evaluation): void {
  for (const part of parts) {
    run.spend(1);
    switch (part.kind) {
      case 'text':
        output.add(part.text);
        break;
      case 'output':
        renderOutput(part, output, run);
        break;
      case 'if':
        renderIf(part, output, run);
        break;
      case 'for':
        renderFor(part, output, run);
        break;
      case 'set':
        bind(part.target, evaluateNode(part.value, run), run);
        break;
      case 'capture':
        capture(part, run);
        break;
    }
  }
}

function renderOutput({ expression }: OutputPart, output: TextOutput, run: Evaluation): void {
  const value = evaluateNode(expression, run);
  run.node = expression;
  output.add(textOf(value, run));
}

function renderIf({ branches, otherwise }: IfPart, output: TextOutput, run: Evaluation): void {
  for (const { condition, body } of branches) {
    if (isTrue(evaluateNode(condition, run), run)) {
      renderParts(body, output, run);
      return;
    }
  }
  renderParts(otherwise, output, run);
}

/** What is set while the text is made is known inside of it alone. */
function capture({ target, body }: CapturePart, run: Evaluation): void {
  run.locals ??= new Locals();
  const scope = run.locals.begin();
  const text = renderText(body, run);
  run.locals.end(scope);
  bind(target, text, run);
}
