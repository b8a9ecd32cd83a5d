import type { ModelAnswer } from './model-access.ts';

/** What a step tells of the model that answered it, beside its outputs. */
export function modelMetadata(answer: ModelAnswer): Record<string, unknown> {
  const { model, device, dtype, loadTime, deviceReason, threads, workers, tried, shared } = answer;
  return {
    model_name: model,
    device,
    device_reason: deviceReason,
    dtype,
    threads,
    workers,
    load_time: loadTime,
    ...(tried !== undefined && { devices_tried: tried }),
    ...(shared === true && { shared }),
  };
}
