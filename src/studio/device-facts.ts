/** What this browser lets models use, each fact in a few words. */
export async function deviceFacts(): Promise<readonly string[]> {
  const cores = navigator.hardwareConcurrency;
  return [
    crossOriginIsolated
      ? `Models may use ${cores} ${cores === 1 ? 'core' : 'cores'}`
      : 'Models use one core: this page is not isolated',
    (await hasGpu()) ? 'Graphics processor at hand' : 'No graphics processor at hand',
  ];
}

/** `navigator.gpu` says nothing by itself: many browsers have it and no adapter. */
async function hasGpu(): Promise<boolean> {
  try {
    return (await navigator.gpu?.requestAdapter()) !== null && navigator.gpu !== undefined;
  } catch {
    return false;
  }
}
