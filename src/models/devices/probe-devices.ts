/** What the browser can compute on, found out once. */
export interface DeviceProbe {
  /** Absent without an adapter. A software adapter computes rightly, but slower than wasm. */
  readonly webgpu?: { readonly isSoftware: boolean; readonly name: string };
}

/** Asks the browser. `'gpu' in navigator` alone says nothing. */
export async function probeDevices(): Promise<DeviceProbe> {
  try {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return {};
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const name = [vendor, architecture, description].filter(Boolean).join(' ') || 'WebGPU';
    return { webgpu: { isSoftware: isFallbackAdapter || /swiftshader|llvmpipe/i.test(name), name } };
  } catch {
    // A driver that throws is no adapter.
    return {};
  }
}
