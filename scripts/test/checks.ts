import { inProject } from '../project.ts';

export interface Check {
  readonly name: string;
  /** A script for Node, with its arguments. */
  readonly args: readonly string[];
}

/** The checks that run before the tests; each counts as one test. */
export const checks: readonly Check[] = [
  { name: 'types', args: [inProject('node_modules/typescript/bin/tsc'), '--noEmit'] },
  {
    name: 'lint',
    args: [inProject('node_modules/@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'],
  },
  {
    name: 'unused code',
    args: [inProject('node_modules/knip/bin/knip.js'), '--no-progress', '--no-config-hints'],
  },
];
