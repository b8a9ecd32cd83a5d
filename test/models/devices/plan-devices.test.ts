import { expect, test } from 'vitest';
import type { Device } from '../../../src/executors/index.ts';
import type { CatalogueModel } from '../../../src/models/catalogue/catalogue-model.ts';
import { planDevices } from '../../../src/models/devices/plan-devices.ts';
import type { DeviceProbe, WebGpuProbe } from '../../../src/models/devices/probe-devices.ts';

const gpu: WebGpuProbe = { name: 'maker model', isSoftware: false, hasF16: true, maxBuffer: 4e9 };
const bare: DeviceProbe = { cores: 8, hasThreads: true, hasWebNn: false };
const models = (...dtypes: readonly string[]): readonly CatalogueModel[] =>
  dtypes.map((dtype) => ({
    id: 'a/b',
    task: 't',
    dtype,
    size: 100,
    files: [{ path: 'onnx/m.onnx', size: 100 }],
  }));

const waysOf = (wanted: Device, dtypes: readonly string[], probe: DeviceProbe): readonly string[] =>
  planDevices(wanted, models(...dtypes), probe).map(
    ({ device, model, threads, reason }) => `${device} ${model.dtype} ${threads}: ${reason}`,
  );

test.each<[string, Device, readonly string[], DeviceProbe, readonly string[]]>([
  [
    'without an adapter',
    'auto',
    ['q8'],
    bare,
    ['wasm q8 4: no WebGPU adapter', 'wasm q8 1: no WebGPU adapter; with several threads it failed'],
  ],
  ['without isolation', 'auto', ['q8'], { ...bare, hasThreads: false }, ['wasm q8 1: no WebGPU adapter']],
  [
    'on software',
    'auto',
    ['fp32'],
    { ...bare, hasThreads: false, webgpu: { ...gpu, isSoftware: true } },
    ['wasm fp32 1: the WebGPU adapter is software'],
  ],
  [
    'with integer weights only',
    'auto',
    ['q8'],
    { ...bare, hasThreads: false, webgpu: gpu },
    ['wasm q8 1: q8 weights are faster in wasm'],
  ],
  [
    'with a choice',
    'auto',
    ['q8', 'fp32', 'fp16'],
    { ...bare, hasThreads: false, webgpu: gpu },
    ['webgpu fp16 1: maker model', 'wasm q8 1: WebGPU failed'],
  ],
  [
    'without half precision',
    'auto',
    ['fp16', 'fp32'],
    { ...bare, hasThreads: false, webgpu: { ...gpu, hasF16: false } },
    ['webgpu fp32 1: maker model', 'wasm fp32 1: WebGPU failed'],
  ],
  [
    'with small buffers',
    'auto',
    ['fp32'],
    { ...bare, hasThreads: false, webgpu: { ...gpu, maxBuffer: 50 } },
    ['wasm fp32 1: the weights are too large for the WebGPU adapter'],
  ],
  [
    'where wasm is asked for',
    'wasm',
    ['fp32', 'q8'],
    { ...bare, hasThreads: false, webgpu: gpu },
    ['wasm q8 1: asked for'],
  ],
  ['where webgpu is asked for', 'webgpu', ['q8'], { ...bare, webgpu: gpu }, ['webgpu q8 1: asked for']],
])('%s', (_case, wanted, dtypes, probe, ways) => {
  expect(waysOf(wanted, dtypes, probe)).toEqual(ways);
});

test('webgpu where there is none is told', () => {
  expect(() => planDevices('webgpu', models('q8'), bare)).toThrow(
    expect.objectContaining({ code: 'device_unavailable' }),
  );
});
