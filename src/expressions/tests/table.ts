import { COMPARISON_TESTS } from './comparison.ts';
import { KIND_TESTS } from './kind.ts';
import { NUMBER_TESTS } from './number.ts';
import type { TestDefinition } from './test.ts';
import { TEXT_TESTS } from './text.ts';

/** Every test by its name. A new group is a file and a line here. */
export const TESTS: ReadonlyMap<string, TestDefinition> = new Map(
  Object.entries<TestDefinition>({ ...KIND_TESTS, ...COMPARISON_TESTS, ...NUMBER_TESTS, ...TEXT_TESTS }),
);
