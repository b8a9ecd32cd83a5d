import { nearestName } from '../../errors/index.ts';
import { faultAt, type TemplateFault } from '../faults.ts';
import type { Placed } from '../syntax-tree/expression.ts';
import { isTagName, TAGS, type TagName } from './tags.ts';

const THERE_ARE = 'There are if, for, set and raw.';

/** Blocks of Jinja that the language does not have, each with the way to do without where there is one. */
const OTHER_WAYS: ReadonlyMap<string, string> = new Map([
  ['autoescape', 'Nothing is escaped here.'],
  ['block', THERE_ARE],
  ['break', 'Leave items out: {% for item in list if condition %}, or list[:10].'],
  ['call', THERE_ARE],
  ['continue', 'Leave items out: {% for item in list if condition %}.'],
  ['debug', THERE_ARE],
  ['do', 'Give values a name: {% set name = value %}.'],
  ['extends', THERE_ARE],
  ['filter', 'Give the text a name: {% set name %}text{% endset %}{{ name | upper }}.'],
  ['from', THERE_ARE],
  ['import', THERE_ARE],
  ['include', 'Make the other text in a step of its own and read its output.'],
  ['macro', 'Give a text a name: {% set name %}text{% endset %}, or loop over what differs.'],
  ['pluralize', THERE_ARE],
  ['trans', 'Choose a text: {{ "one" if count == 1 else "many" }}.'],
  ['with', 'Give values a name: {% set name = value %}.'],
]);

/** What is wrong with a tag whose name the language does not have, and which of its own was meant. */
export interface UnknownTag {
  /** Undefined for the end of a block whose beginning was told already. */
  readonly fault: TemplateFault | undefined;
  readonly meant: TagName | undefined;
}

/** Remembers the blocks that were told, so that their ends are not told again. */
export class UnknownTags {
  private readonly told = new Set<string>();

  look(name: string, place: Placed): UnknownTag {
    if (name === '' || name === 'endraw') {
      const message =
        name === ''
          ? 'The name of a block was expected.'
          : 'There is no {% raw %} that this could belong to.';
      return { fault: faultAt('template_syntax', message, place, THERE_ARE), meant: undefined };
    }
    const beginning = name.startsWith('end') ? name.slice(3) : name;
    if (name !== beginning && this.told.has(beginning)) return { fault: undefined, meant: undefined };
    this.told.add(beginning);
    const way = OTHER_WAYS.get(beginning);
    if (way !== undefined) {
      const hint = way === THERE_ARE ? way : `${way} ${THERE_ARE}`;
      return { fault: unsupported(`{% ${name} %} is not supported.`, place, hint), meant: undefined };
    }
    const near = nearestName(name, [...Object.keys(TAGS), 'raw', 'endraw']);
    const hint = near === undefined ? THERE_ARE : `Did you mean "${near}"?`;
    const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
    const meant = near !== undefined && isTagName(near) ? near : undefined;
    return { fault: unsupported(`There is no block "${shown}".`, place, hint), meant };
  }
}

function unsupported(message: string, place: Placed, hint: string): TemplateFault {
  return faultAt('template_block_unsupported', message, place, hint);
}
