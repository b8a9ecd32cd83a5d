import type { Span } from '../errors/index.ts';
import type { Report } from './report.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Checks that a name can stand in a template: letters, digits and `_`, no digit first. */
export function checkName(name: string, what: string, span: Span, report: Report, step?: string): boolean {
  if (NAME.test(name)) return true;
  const mended = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_');
  const why = name.includes('-') ? ' A "-" would subtract in a template.' : '';
  report.error('invalid_name', `${what} cannot be named "${name}": names have letters, digits and _.${why}`, {
    span,
    hint: `Name it ${mended}.`,
    ...(step !== undefined && { step }),
  });
  return false;
}
