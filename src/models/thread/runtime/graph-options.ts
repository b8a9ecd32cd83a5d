import type { InferenceSession } from 'onnxruntime-web/webgpu';

/** What a session is told of the graph that it is made from. */
export type GraphOptions = Pick<InferenceSession.SessionOptions, 'graphOptimizationLevel'>;

/**
 * Spares the runtime the optimisation of a graph that was optimised ahead, which is most of the time that a fresh worker
 * takes for it. For wasm alone: WebGPU lays a graph out in its own way.
 */
export function graphOptions(device: 'webgpu' | 'wasm', isOptimised: boolean): GraphOptions {
  return isOptimised && device === 'wasm' ? { graphOptimizationLevel: 'disabled' } : {};
}
