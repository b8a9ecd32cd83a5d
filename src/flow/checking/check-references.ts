import type { ReadSteps } from '../reading/read-steps.ts';
import { hintFor, type Report } from '../reading/report.ts';
import type { LocatedReference } from '../value-template.ts';

export interface Names {
  readonly inputs: ReadonlySet<string>;
  readonly steps: ReadonlySet<string>;
  readonly groups: ReadSteps['groups'];
}

/** Where a template stands decides which names it can read; `item` is the config of a step with foreach. */
export type TemplatePlace = 'step' | 'item' | 'output';

const FLOW_MEMBERS: ReadonlySet<string> = new Set(['name', 'version', 'execution_id']);
const STEP_NAMES = ['inputs', 'steps', 'flow'];
const NAMES: Readonly<Record<TemplatePlace, readonly string[]>> = {
  step: STEP_NAMES,
  item: [...STEP_NAMES, 'item', 'index'],
  output: [...STEP_NAMES, 'success', 'completed_steps', 'failed_steps', 'total_steps'],
};

/** Checks one reference of a template against what the flow has; tells the step it reads, if it reads one. */
export function checkReference(
  reference: LocatedReference,
  names: Names,
  place: TemplatePlace,
  report: Report,
  step?: string,
): string | undefined {
  const { root, path, guarded, deferred = [] } = reference;
  const roots = [...NAMES[place], ...deferred];
  const tell = teller(reference, report, step);
  if (!roots.includes(root)) {
    if (!guarded) tell(`There is no "${root}" here.`, wayOut(root, place) ?? hintFor(root, roots));
    return undefined;
  }
  if (root === 'steps') return checkStepReference(reference, names, tell);
  const member = path[0];
  if (member === undefined || guarded) return undefined;
  const known = root === 'inputs' ? names.inputs : root === 'flow' ? FLOW_MEMBERS : undefined;
  if (known !== undefined && !known.has(member)) {
    const what = root === 'inputs' ? 'There is no input' : '"flow" has nothing';
    tell(`${what} "${member}".`, hintFor(member, [...known]));
  }
  return undefined;
}

type Tell = (message: string, hint: { hint?: string }) => void;

function teller({ span }: LocatedReference, report: Report, step: string | undefined): Tell {
  return (message, hint) =>
    report.error('undefined_reference', message, { span, ...(step !== undefined && { step }), ...hint });
}

function checkStepReference(
  { path, dynamic }: LocatedReference,
  names: Names,
  tell: Tell,
): string | undefined {
  const member = path[0];
  if (member === undefined) {
    const what = dynamic ? 'a name worked out at run time' : 'no name';
    tell(`"steps" is read with ${what}: the order of steps could not be known.`, {
      hint: 'Name the step: steps.name.output.',
    });
    return undefined;
  }
  if (names.steps.has(member)) return member;
  if (names.groups.has(member)) {
    const members = names.groups.get(member) ?? [];
    tell(`"${member}" is a group of steps and has no outputs of its own.`, {
      hint: `Name one of its steps: ${members.slice(0, 12).join(', ')}.`,
    });
  } else tell(`There is no step "${member}".`, hintFor(member, [...names.steps]));
  return undefined;
}

/** `item` outside of a foreach is the most likely mistake of all. */
function wayOut(root: string, place: TemplatePlace): { hint: string } | undefined {
  if (place !== 'step' || (root !== 'item' && root !== 'index')) return undefined;
  return { hint: `"${root}" is there in the config of a step with foreach.` };
}
