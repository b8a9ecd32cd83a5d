import { faultAt, type TemplateFault } from '../faults.ts';
import type { Placed } from '../syntax-tree/expression.ts';
import type { IfPart, TemplatePart } from '../syntax-tree/template.ts';
import type { Tag } from './tags.ts';

/** How deep blocks may nest: rendering and the list of references walk them by recursion. */
export const MAX_BLOCKS = 50;

/** A block whose end has not come yet. */
interface OpenBlock {
  readonly name: 'if' | 'for' | 'set';
  /** Where its opening tag stands. */
  readonly opening: Placed;
  /** Where parts go again after its end. */
  readonly around: TemplatePart[];
  /** Where an `elif` adds to, and an `else`: null for a block that has none. */
  readonly branches: Mutable<IfPart['branches']> | null;
  readonly otherwise: TemplatePart[] | null;
  hasElse: boolean;
}

type Mutable<List extends readonly unknown[]> = List[number][];

/** Puts parts into the blocks they stand in. Blocks are kept on a list: no nesting can overflow the stack. */
export class BlockBuilder {
  readonly whole: TemplatePart[] = [];
  private current = this.whole;
  private readonly open: OpenBlock[] = [];
  private readonly faults: TemplateFault[];

  constructor(faults: TemplateFault[]) {
    this.faults = faults;
  }

  get isTooDeep(): boolean {
    return this.open.length > MAX_BLOCKS;
  }

  add(part: TemplatePart): void {
    this.current.push(part);
  }

  /** Takes a tag, which begins, divides or ends a block; `place` is where all of it stands. */
  take(tag: Tag, place: Placed): void {
    switch (tag.kind) {
      case 'if': {
        const branches = [{ condition: tag.condition, body: [] as TemplatePart[] }];
        const otherwise: TemplatePart[] = [];
        this.begin('if', place, { kind: 'if', branches, otherwise }, branches[0]?.body, branches, otherwise);
        return;
      }
      case 'for': {
        const body: TemplatePart[] = [];
        const otherwise: TemplatePart[] = [];
        this.begin('for', place, { ...tag, body, otherwise }, body, null, otherwise);
        return;
      }
      case 'capture': {
        const body: TemplatePart[] = [];
        this.begin('set', place, { ...tag, body }, body, null, null);
        return;
      }
      case 'set':
        this.add(tag);
        return;
      case 'elif':
        this.addBranch(tag, place);
        return;
      case 'else':
        this.addElse(place);
        return;
      default:
        this.end(tag.kind, place);
    }
  }

  /** Tells of every block that is still open. */
  finish(): void {
    for (const block of this.open) this.reportUnclosed(block);
  }

  /** Forgets what is open, where nothing more is read. */
  abandon(): void {
    this.open.length = 0;
  }

  private begin(
    name: OpenBlock['name'],
    opening: Placed,
    part: TemplatePart,
    body: TemplatePart[] = [],
    branches: OpenBlock['branches'],
    otherwise: OpenBlock['otherwise'],
  ): void {
    const around = this.current;
    around.push(part);
    this.open.push({ name, opening, around, branches, otherwise, hasElse: false });
    this.current = body;
    if (!this.isTooDeep) return;
    const message = `Blocks are nested more than ${MAX_BLOCKS} levels deep.`;
    this.faults.push(faultAt('template_too_deep', message, opening));
  }

  private addBranch({ condition }: Tag & { kind: 'if' | 'elif' }, place: Placed): void {
    const block = this.open.at(-1);
    if (!block?.branches) this.report(strayTag('elif', 'if'), place);
    else if (block.hasElse) this.report('{% elif %} cannot come after {% else %}.', place);
    else {
      const body: TemplatePart[] = [];
      block.branches.push({ condition, body });
      this.current = body;
    }
  }

  private addElse(place: Placed): void {
    const block = this.open.at(-1);
    if (!block?.otherwise) this.report(strayTag('else', 'if %} or {% for'), place);
    else if (block.hasElse) this.report('This block has an {% else %} already.', place);
    else {
      block.hasElse = true;
      this.current = block.otherwise;
    }
  }

  /** Ends the innermost block of that name; those inside of it that are still open are told. */
  private end(kind: 'endif' | 'endfor' | 'endset', place: Placed): void {
    const name = kind.slice(3);
    const at = this.open.findLastIndex((block) => block.name === name);
    const block = this.open[at];
    if (block === undefined) this.report(strayTag(kind, name), place);
    else {
      for (const inner of this.open.splice(at).slice(1)) this.reportUnclosed(inner);
      this.current = block.around;
    }
  }

  private report(message: string, place: Placed): void {
    this.faults.push(faultAt('template_syntax', message, place));
  }

  private reportUnclosed({ name, opening }: OpenBlock): void {
    const message = `This block is never closed: {% end${name} %} was expected.`;
    this.faults.push(faultAt('template_unclosed', message, opening));
  }
}

function strayTag(name: string, opening: string): string {
  return `There is no {% ${opening} %} here that {% ${name} %} could belong to.`;
}
