import { readFileSync } from 'node:fs';
import { FLOW_ERROR_KINDS } from '../../../src/errors/index.ts';

const source = readFileSync(new URL('../../../src/errors/diagnostic.ts', import.meta.url), 'utf8');
const union = /type DiagnosticCode =([^;]*);/.exec(source)?.[1] ?? '';

/** The codes of diagnostics, as their type has them: a type is not there at run time. */
export const diagnosticCodes: readonly string[] = [...union.matchAll(/\| '([a-z_]+)'/g)].map(
  ([, code = '']) => code,
);

export const flowErrorCodes: readonly string[] = Object.keys(FLOW_ERROR_KINDS);
