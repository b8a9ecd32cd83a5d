import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { parse } from 'yaml';

/** One flow as the gallery shows it. Addresses are relative to the site's root, with no leading slash. */
export interface CatalogueFlow {
  /** The flow's folder. */
  readonly id: string;
  readonly src: string;
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly samples: readonly FlowSample[];
}

/** Inputs to try a flow with. A file beside the sample stands as `{ file: address, name }`. */
export interface FlowSample {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const sampleEnding = '.inputs.yaml';

/** Reads what the flows of a folder say about themselves, with their samples, in the order of their names. */
export async function readCatalogue(flowsFolder: string): Promise<CatalogueFlow[]> {
  const flows: CatalogueFlow[] = [];
  for (const id of await subfolders(flowsFolder)) {
    const text = await readTextIfThere(join(flowsFolder, id, 'flow.yaml'));
    if (text !== undefined) flows.push(await describeFlow(flowsFolder, id, text));
  }
  return flows;
}

async function describeFlow(flowsFolder: string, id: string, text: string): Promise<CatalogueFlow> {
  const definition = parseMap(text, `flows/${id}/flow.yaml`);
  const title = textOf(definition['title']);
  const tags = Array.isArray(definition['tags'])
    ? definition['tags'].filter((tag) => typeof tag === 'string')
    : [];
  return {
    id,
    src: posix.join('flows', id, 'flow.yaml'),
    name: textOf(definition['name']) ?? id,
    ...(title === undefined ? {} : { title }),
    description: textOf(definition['description'])?.trim() ?? '',
    tags,
    samples: await readSamples(flowsFolder, id),
  };
}

async function readSamples(flowsFolder: string, flow: string): Promise<FlowSample[]> {
  const folder = join(flowsFolder, flow, 'samples');
  const names = await filesIn(folder);
  const samples: FlowSample[] = [];
  for (const name of names.filter((each) => each.endsWith(sampleEnding)).sort()) {
    const where = posix.join('flows', flow, 'samples', name);
    const sample = parseMap(await readFile(join(folder, name), 'utf8'), where);
    const inputs = sample['inputs'];
    if (!isMap(inputs)) throw new Error(`${where}: a sample needs \`inputs\`, a map of names to values.`);
    const id = name.slice(0, -sampleEnding.length);
    const description = textOf(sample['description']);
    samples.push({
      id,
      title: textOf(sample['title']) ?? id,
      ...(description === undefined ? {} : { description }),
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([key, value]) => [key, addressFiles(value, where, names)]),
      ),
    });
  }
  return samples;
}

/** Turns each `{ file: jfk.wav }` into the address of that file. */
function addressFiles(value: unknown, sample: string, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => addressFiles(each, sample, names));
  if (!isMap(value)) return value;
  const file = value['file'];
  if (typeof file === 'string' && Object.keys(value).length === 1) {
    // A sample that names no file would only fail when somebody presses Run.
    if (!names.includes(file)) throw new Error(`${sample}: there is no file "${file}" beside it.`);
    return { file: posix.join(posix.dirname(sample), file), name: file };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, addressFiles(each, sample, names)]),
  );
}

function parseMap(text: string, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new Error(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (!isMap(value)) throw new Error(`${where}: expected a map of keys to values.`);
  return value;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(nothingThere);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(nothingThere);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function readTextIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    nothingThere(error);
    return undefined;
  });
}

function nothingThere(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
