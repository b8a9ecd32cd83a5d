import type { TemplateResult } from 'lit';
import type { RunStatus } from '../../engine/state/flow-result.ts';
import { icons } from '../icons.ts';

/** A word and a drawing for how a run ended. */
export const runMarks: Readonly<
  Record<RunStatus, { readonly word: string; readonly icon: () => TemplateResult }>
> = {
  succeeded: { word: 'Succeeded', icon: icons.done },
  failed: { word: 'Failed', icon: icons.failed },
  cancelled: { word: 'Cancelled', icon: icons.cancelled },
  timed_out: { word: 'Timed out', icon: icons.failed },
};
