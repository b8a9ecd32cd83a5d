import { FlowError } from '../../errors/index.ts';
import type { Device } from '../../executors/index.ts';
import type { DeviceProbe } from './probe-devices.ts';

export interface DeviceChoice {
  readonly device: Exclude<Device, 'auto'>;
  readonly reason: string;
}

/** Chooses where a model computes. Throws `device_unavailable` where the flow insists on what is not there. */
export function chooseDevice(wanted: Device, dtype: string, probe: DeviceProbe): DeviceChoice {
  if (wanted === 'wasm') return { device: 'wasm', reason: 'asked for' };
  if (wanted === 'webgpu') {
    if (probe.webgpu !== undefined) return { device: 'webgpu', reason: 'asked for' };
    const hint = 'Leave device out, or use wasm; or open the page in a browser with WebGPU.';
    throw new FlowError('device_unavailable', 'This browser gives no WebGPU adapter.', { hint });
  }
  if (probe.webgpu === undefined) return { device: 'wasm', reason: 'no WebGPU adapter' };
  if (probe.webgpu.isSoftware) return { device: 'wasm', reason: 'the WebGPU adapter is software' };
  // WebGPU has no kernels for the integer operators of q8 models: they would run in part on the CPU.
  if (/^(q8|int8|uint8|q4)/.test(dtype))
    return { device: 'wasm', reason: `${dtype} weights are faster in wasm` };
  return { device: 'webgpu', reason: probe.webgpu.name };
}
