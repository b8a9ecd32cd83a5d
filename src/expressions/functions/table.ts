import { CONVERSION_FUNCTIONS } from './conversion.ts';
import type { FunctionDefinition } from './function.ts';
import { SEQUENCE_FUNCTIONS } from './sequence.ts';

/** Every function by its name. A new group is a file and a line here. */
export const FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map(
  Object.entries<FunctionDefinition>({ ...SEQUENCE_FUNCTIONS, ...CONVERSION_FUNCTIONS }),
);
