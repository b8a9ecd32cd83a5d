import type { TemplateResult } from 'lit';
import type { PastRunStatus } from '../../engine/history/run-history.ts';
import { icons } from '../icons.ts';
import { runMarks } from '../result/run-status.ts';

interface Mark {
  readonly word: string;
  readonly icon: () => TemplateResult;
}

/** A word and a drawing for how an earlier run stands, in the order in which one would look for them. */
export const entryMarks: Readonly<Record<PastRunStatus, Mark>> = {
  running: { word: 'Running', icon: icons.running },
  interrupted: { word: 'Interrupted', icon: icons.interrupted },
  ...runMarks,
};

export const allStatuses = Object.keys(entryMarks) as readonly PastRunStatus[];

export function isStatus(value: string): value is PastRunStatus {
  return Object.hasOwn(entryMarks, value);
}
