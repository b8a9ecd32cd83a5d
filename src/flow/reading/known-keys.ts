import type { MapNode } from '../../syntax/index.ts';
import { hintFor, type Report } from './report.ts';

/**
 * What the reader does with a key: `read` it, `accept` it without effect,
 * or say that this version has it `later` (a warning) or cannot run the flow without it (`blocked`, an error).
 */
export type KeyFate = 'read' | 'accept' | 'later' | 'blocked';

/** Holds a map's keys against a table: none that is unknown or without effect is dropped in silence. */
export function checkKeys(
  map: MapNode,
  known: Readonly<Record<string, KeyFate>>,
  where: string,
  report: Report,
  step?: string,
): void {
  const names = Object.keys(known);
  for (const { key, keySpan } of map.entries) {
    const place = { span: keySpan, ...(step !== undefined && { step }) };
    const fate = Object.hasOwn(known, key) ? known[key] : undefined;
    if (fate === undefined) {
      report.warn('unknown_key', `${where} has no key "${key}".`, { ...place, ...hintFor(key, names) });
    } else if (fate === 'later') {
      report.warn('not_supported_yet', `"${key}" has no effect in this version.`, place);
    } else if (fate === 'blocked') {
      const hint = `Remove "${key}", or wait for the version that brings it.`;
      report.error('not_supported_yet', `"${key}" is part of the language, but not of this version.`, {
        ...place,
        hint,
      });
    }
  }
}
