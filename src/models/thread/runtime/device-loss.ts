import { env } from 'onnxruntime-web/webgpu';
import { FlowError } from '../../../errors/index.ts';

let loss: Promise<never> | undefined;

/** Rejects with `device_lost` when the GPU goes, by itself or with the browser's GPU process. */
export function deviceLoss(): Promise<never> {
  loss ??= watch();
  return loss;
}

async function watch(): Promise<never> {
  const device = await env.webgpu.device;
  const { message } = await device.lost;
  const hint = 'Run again; where it happens each time, use device: wasm.';
  throw new FlowError(
    'device_lost',
    `The GPU was lost in the middle of a run: ${message || 'no reason given'}.`,
    { hint },
  );
}
