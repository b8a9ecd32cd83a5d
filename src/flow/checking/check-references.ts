import { hintFor, type Report } from '../reading/report.ts';
import type { LocatedReference } from '../value-template.ts';

export interface Names {
  readonly inputs: readonly string[];
  readonly steps: readonly string[];
}

/** Where a template stands decides which names it can read. */
export type TemplatePlace = 'step' | 'output';

const FLOW_MEMBERS = ['name', 'version', 'execution_id'];
const STEP_NAMES = ['inputs', 'steps', 'flow'];
const OUTPUT_NAMES = [...STEP_NAMES, 'success', 'completed_steps', 'failed_steps', 'total_steps'];

/** Checks one reference of a template against what the flow has; tells the step it reads, if it reads one. */
export function checkReference(
  reference: LocatedReference,
  names: Names,
  place: TemplatePlace,
  report: Report,
  step?: string,
): string | undefined {
  const { root, path, dynamic, guarded, span } = reference;
  const at = { span, ...(step !== undefined && { step }) };
  const roots = place === 'step' ? STEP_NAMES : OUTPUT_NAMES;
  if (!roots.includes(root)) {
    if (!guarded)
      report.error('undefined_reference', `There is no "${root}" here.`, { ...at, ...hintFor(root, roots) });
    return undefined;
  }
  const member = path[0];
  if (root === 'steps') {
    if (member === undefined) {
      const what = dynamic ? 'a name worked out at run time' : 'no name';
      const hint = 'Name the step: steps.name.output.';
      report.error(
        'undefined_reference',
        `"steps" is read with ${what}: the order of steps could not be known.`,
        {
          ...at,
          hint,
        },
      );
      return undefined;
    }
    if (!names.steps.includes(member)) {
      report.error('undefined_reference', `There is no step "${member}".`, {
        ...at,
        ...hintFor(member, names.steps),
      });
      return undefined;
    }
    return member;
  }
  if (member === undefined || guarded) return undefined;
  const known = root === 'inputs' ? names.inputs : root === 'flow' ? FLOW_MEMBERS : undefined;
  if (known !== undefined && !known.includes(member)) {
    const what = root === 'inputs' ? 'no input' : 'nothing';
    const message = `${root === 'flow' ? '"flow" has' : 'There is'} ${what} "${member}".`;
    report.error('undefined_reference', message, { ...at, ...hintFor(member, known) });
  }
  return undefined;
}
