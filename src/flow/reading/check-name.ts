import type { Span } from '../../errors/index.ts';
import type { Report } from './report.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Checks that a name can stand in a template: letters, digits and `_`, no digit first. */
export function checkName(name: string, what: string, span: Span, report: Report, step?: string): boolean {
  const at = { span, ...(step !== undefined && { step }) };
  if (name === '__proto__') {
    // As a key of a plain object it would set what the object inherits from, and the value would be lost.
    report.error('invalid_name', `${what} cannot be named "__proto__".`, { ...at, hint: 'Name it proto.' });
    return false;
  }
  if (NAME.test(name)) return true;
  const mended = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_');
  const why = name.includes('-') ? ' A "-" would subtract in a template.' : '';
  report.error('invalid_name', `${what} cannot be named "${name}": names have letters, digits and _.${why}`, {
    ...at,
    hint: `Name it ${mended}.`,
  });
  return false;
}
