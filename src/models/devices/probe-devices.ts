/** What the browser can compute on, found out once. */
export interface DeviceProbe {
  /** Absent without an adapter. */
  readonly webgpu?: WebGpuProbe;
  /** Whether threads may share memory: only where the page is cross-origin isolated. */
  readonly hasThreads: boolean;
  readonly cores: number;
  /** Whether the browser has the Web Neural Network API. Told, not used: the runtime's support for it is experimental. */
  readonly hasWebNn: boolean;
}

export interface WebGpuProbe {
  readonly name: string;
  /** A software adapter computes rightly, but slower than wasm. */
  readonly isSoftware: boolean;
  /** Whether shaders can count in half precision, without which fp16 weights do not run. */
  readonly hasF16: boolean;
  /** The largest buffer that the adapter makes, in bytes. */
  readonly maxBuffer: number;
}

/** Asks the browser. */
export async function probeDevices(): Promise<DeviceProbe> {
  const webgpu = await probeWebGpu();
  return {
    ...(webgpu !== undefined && { webgpu }),
    hasThreads: globalThis.crossOriginIsolated === true,
    cores: navigator.hardwareConcurrency || 2,
    hasWebNn: 'ml' in navigator,
  };
}

/** `'gpu' in navigator` alone says nothing. */
async function probeWebGpu(): Promise<WebGpuProbe | undefined> {
  try {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return undefined;
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const name = [vendor, architecture, description].filter(Boolean).join(' ') || 'WebGPU';
    return {
      name,
      isSoftware: isFallbackAdapter || /swiftshader|llvmpipe/i.test(name),
      hasF16: adapter.features.has('shader-f16'),
      maxBuffer: adapter.limits.maxBufferSize,
    };
  } catch {
    // A driver that throws is no adapter.
    return undefined;
  }
}
