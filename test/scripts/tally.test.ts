import { expect, test } from 'vitest';
import { tallyVitest } from '../../scripts/test/tally.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test.each([
  ['all passed', 2, 0, [file('passed', 'passed', 'passed')], true, { passed: 2, failed: 0 }],
  ['one failed', 1, 1, [file('failed', 'passed', 'failed')], false, { passed: 1, failed: 1 }],
  ['a file that did not load', 2, 0, [file('failed'), file('passed')], false, { passed: 2, failed: 1 }],
  [
    'a failure and a file that did not load',
    0,
    1,
    [file('failed'), file('failed', 'failed')],
    false,
    { passed: 0, failed: 2 },
  ],
  ['an error beside the tests', 2, 0, [file('passed', 'passed', 'passed')], false, { passed: 2, failed: 1 }],
  ['no test found', 0, 0, [], false, { passed: 0, failed: 1 }],
] as const)('%s', (_, numPassedTests, numFailedTests, testResults, succeeded, expected) => {
  expect(tallyVitest({ numPassedTests, numFailedTests, testResults }, succeeded)).toEqual(expected);
});

test('no report at all is a failure', () => {
  expect(tallyVitest(undefined, true)).toEqual({ passed: 0, failed: 1 });
});
