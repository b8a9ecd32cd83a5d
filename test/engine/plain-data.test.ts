import { expect, test } from 'vitest';
import type { FlowResult } from '../../src/engine/index.ts';
import { plainData } from '../../src/engine/plain-data.ts';
import { FlowError } from '../../src/errors/index.ts';

const resultOf = (more: Partial<FlowResult>): FlowResult => ({
  success: true,
  flow: 'f',
  executionId: '1',
  status: 'succeeded',
  outputs: {},
  steps: {},
  metadata: {},
  executionTime: 0,
  ...more,
});

test('numbers of every size become JSON', () => {
  const outputs = { wide: new BigInt64Array([1n, 2n]), vector: new Float32Array([0.5]), one: 3n };
  const plain = plainData(resultOf({ outputs }));
  expect(JSON.parse(JSON.stringify(plain))).toMatchObject({
    outputs: { wide: [1, 2], vector: [0.5], one: 3 },
  });
});

test('causes keep their codes, and nothing has a stack', () => {
  const root = new RangeError('far');
  const cause = new FlowError('download_failed', 'no answer', { cause: root });
  const error = new FlowError('model_load_failed', 'not loaded', { cause });
  expect(plainData(resultOf({ error }))).toMatchObject({
    error: {
      code: 'model_load_failed',
      cause: { code: 'download_failed', kind: 'network', cause: { name: 'RangeError', message: 'far' } },
    },
  });
  expect(JSON.stringify(plainData(resultOf({ error })))).not.toContain('stack');
});
