import { expect, test } from 'vitest';
import { FlowError } from '../../src/errors/index.ts';
import type { ModelAccess, ModelSpec } from '../../src/executors/index.ts';
import { testRunner } from './support.ts';

/** Notes what it is asked to load, and loads nothing. */
class Noting implements ModelAccess {
  readonly asked: Partial<ModelSpec>[] = [];

  async run(): Promise<never> {
    throw new FlowError('model_unavailable', 'There is none.');
  }

  async preload(spec: Partial<ModelSpec>): Promise<void> {
    this.asked.push(spec);
    throw new FlowError('model_unavailable', 'There is none.');
  }
}

const FLOW = `name: ahead
models:
  - org/one
  - {task: feature-extraction, device: wasm}
steps:
  - {name: first, executor: echo, config: {value: 1}}
`;

test('the models that a flow names are loaded while its steps run, on the device of the run where they leave it open', async () => {
  const models = new Noting();
  const result = await testRunner({ models }).executeFlow(FLOW, {}, { device: 'webgpu' });
  expect(models.asked).toEqual([
    { model: 'org/one', device: 'webgpu' },
    { task: 'feature-extraction', device: 'wasm' },
  ]);
  // A model that cannot be loaded ahead is the affair of the step that asks for it.
  expect(result).toMatchObject({ success: true, outputs: { first: { value: 1 } } });
});
