import { FlowError } from '../../errors/index.ts';
import type { Device } from '../../executors/index.ts';
import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { DeviceProbe, WebGpuProbe } from './probe-devices.ts';

/** One way to compute a model, and why it is taken. */
export interface DeviceTry {
  readonly model: CatalogueModel;
  readonly device: Exclude<Device, 'auto'>;
  /** Cores for one run. */
  readonly threads: number;
  readonly reason: string;
}

/** More threads than this gain a small model nothing. */
const MOST_THREADS = 4;

/** Precisions by preference. In wasm the integer kernels are the fastest; half precision is turned into whole there. */
const FOR_WASM = ['q8', 'int8', 'uint8', 'q4', 'bnb4', 'fp32', 'fp16', 'q4f16'];
/** WebGPU has no kernels for the integer operators of q8 models: they would run in part on the CPU. */
const FOR_WEBGPU = ['fp16', 'q4f16', 'fp32', 'q4'];
const NEED_F16 = ['fp16', 'q4f16'];

/**
 * Chooses where and in which precision a model computes: ways to try one after the other, each in a worker of its own,
 * the best first. Throws `device_unavailable` where the flow insists on what is not there.
 *
 * @param candidates the precisions of one model that may be taken, at least one
 */
export function planDevices(
  wanted: Device,
  candidates: readonly CatalogueModel[],
  probe: DeviceProbe,
): readonly DeviceTry[] {
  const onWasm = wasmTries(candidates, probe);
  if (wanted === 'wasm') return onWasm('asked for');
  if (wanted === 'webgpu') {
    if (probe.webgpu === undefined) throw noAdapter();
    const model = byPreference(candidates, FOR_WEBGPU, probe.webgpu) ?? candidates[0];
    return model === undefined ? [] : [{ model, device: 'webgpu', threads: 1, reason: 'asked for' }];
  }
  if (probe.webgpu === undefined) return onWasm('no WebGPU adapter');
  if (probe.webgpu.isSoftware) return onWasm('the WebGPU adapter is software');
  const model = byPreference(candidates, FOR_WEBGPU, probe.webgpu);
  if (model === undefined) return onWasm(`${dtypesOf(candidates)} weights are faster in wasm`);
  // A tensor may be as large as its file, and has to fit a buffer.
  if (largestFile(model) > probe.webgpu.maxBuffer)
    return onWasm('the weights are too large for the WebGPU adapter');
  return [{ model, device: 'webgpu', threads: 1, reason: probe.webgpu.name }, ...onWasm('WebGPU failed')];
}

function wasmTries(candidates: readonly CatalogueModel[], { hasThreads, cores }: DeviceProbe) {
  return (reason: string): readonly DeviceTry[] => {
    const model = byPreference(candidates, FOR_WASM) ?? candidates[0];
    if (model === undefined) return [];
    const threads = hasThreads ? Math.min(MOST_THREADS, cores) : 1;
    const single: DeviceTry = { model, device: 'wasm', threads: 1, reason };
    if (threads === 1) return [single];
    return [
      { model, device: 'wasm', threads, reason },
      { ...single, reason: `${reason}; with several threads it failed` },
    ];
  };
}

function byPreference(
  candidates: readonly CatalogueModel[],
  order: readonly string[],
  webgpu?: WebGpuProbe,
): CatalogueModel | undefined {
  const usable = order.filter((dtype) => webgpu === undefined || webgpu.hasF16 || !NEED_F16.includes(dtype));
  const dtype = usable.find((each) => candidates.some((model) => model.dtype === each));
  return candidates.find((model) => model.dtype === dtype);
}

function dtypesOf(candidates: readonly CatalogueModel[]): string {
  return candidates.map(({ dtype }) => dtype).join(' and ');
}

function largestFile({ files }: CatalogueModel): number {
  return Math.max(0, ...files.map(({ size }) => size));
}

function noAdapter(): FlowError {
  const hint = 'Leave device out, or use wasm; or open the page in a browser with WebGPU.';
  return new FlowError('device_unavailable', 'This browser gives no WebGPU adapter.', { hint });
}
