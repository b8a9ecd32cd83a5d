/** Inputs to try a flow with. A file stands as `{file: address, name}`, the address relative to the page. */
export interface FlowSample {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Reads a samples index: `{samples: […]}`. */
export async function loadSamples(address: string, signal: AbortSignal): Promise<readonly FlowSample[]> {
  const response = await fetch(new URL(address, document.baseURI), { signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  const index: unknown = await response.json();
  const samples =
    typeof index === 'object' && index !== null && 'samples' in index ? index.samples : undefined;
  return Array.isArray(samples) ? samples.filter(isSample) : [];
}

function isSample(value: unknown): value is FlowSample {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'title' in value &&
    typeof value.title === 'string' &&
    'inputs' in value &&
    typeof value.inputs === 'object'
  );
}

/** A sample's inputs as a run takes them: every file that it names is fetched. */
export async function sampleInputs(sample: FlowSample): Promise<Record<string, unknown>> {
  const entries = Object.entries(sample.inputs).map(
    async ([name, value]) => [name, await withFiles(value)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function withFiles(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(withFiles));
  if (typeof value !== 'object' || value === null || !('file' in value)) return value;
  const { file } = value;
  if (typeof file !== 'string') return value;
  const name = 'name' in value && typeof value.name === 'string' ? value.name : file.replace(/^.*\//, '');
  const response = await fetch(new URL(file, document.baseURI));
  if (!response.ok) throw new Error(`The sample file ${name} could not be fetched (${response.status}).`);
  const content = await response.blob();
  // A server's media type may carry parameters, and a file's type is bare.
  return new File([content], name, { type: content.type.replace(/;.*/, '') });
}
