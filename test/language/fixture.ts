import { parse } from 'yaml';

/** One folder of `test/fixtures/language`, read. */
export interface Fixture {
  /** Its path, such as `filters/upper`. */
  readonly name: string;
  /** Where its `flow.yaml` lies: sub-flows are found from there. */
  readonly address: string;
  readonly flow: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What people answer, by the name of the step that asks. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly expected: Expected;
}

/** What `expected.yaml` holds; the README beside the fixtures explains it. */
export interface Expected {
  readonly about: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly outputs_exactly?: boolean;
  readonly diagnostics?: readonly ExpectedDiagnostic[];
  readonly input_diagnostics?: readonly ExpectedDiagnostic[];
}

type ExpectedDiagnostic = Readonly<Record<string, unknown>>;

const ROOT = '../fixtures/language/';
const here = import.meta.url;

/** Every YAML file beside the fixtures by its address, as text. */
export const files: ReadonlyMap<string, string> = new Map(
  Object.entries(
    import.meta.glob<string>('../fixtures/language/**/*.yaml', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  ).map(([path, text]) => [new URL(path, here).href, text]),
);

/** The modules that fixtures name as executors, each beside the others in `test/fixtures/executors`. */
export const EXECUTORS = [
  'child',
  'echo',
  'fail',
  'flaky',
  'later',
  'raw_source',
  'sleep',
  'unique',
  'whole_run',
] as const;

export function executorUrl(name: string): string {
  return new URL(`../fixtures/executors/${name.replaceAll('_', '-')}.js`, here).href;
}

/** Reads every fixture, in the order of their paths. */
export function readFixtures(): Fixture[] {
  const root = new URL(ROOT, here).href;
  return [...files.keys()]
    .filter((address) => address.endsWith('/expected.yaml'))
    .map((address) => new URL('./', address).href)
    .sort()
    .map((folder) => readFixture(folder.slice(root.length).replace(/\/$/, ''), folder));
}

function readFixture(name: string, folder: string): Fixture {
  const address = `${folder}flow.yaml`;
  const flow = files.get(address);
  if (flow === undefined) throw new Error(`${name} has no flow.yaml.`);
  const given = mapOf(files.get(`${folder}inputs.yaml`) ?? '{}', `${name}/inputs.yaml`, [
    'inputs',
    'answers',
  ]);
  const expected = mapOf(files.get(`${folder}expected.yaml`) ?? '', `${name}/expected.yaml`, [
    'about',
    'result',
    'outputs_exactly',
    'diagnostics',
    'input_diagnostics',
  ]);
  if (typeof expected['about'] !== 'string') {
    throw new Error(`${name}/expected.yaml needs "about": one sentence on what it shows.`);
  }
  if (!['result', 'diagnostics', 'input_diagnostics'].some((key) => key in expected)) {
    throw new Error(
      `${name}/expected.yaml expects nothing: it needs "result", "diagnostics" or "input_diagnostics".`,
    );
  }
  return {
    name,
    address,
    flow,
    inputs: (given['inputs'] ?? {}) as Fixture['inputs'],
    answers: (given['answers'] ?? {}) as Fixture['answers'],
    expected: expected as unknown as Expected, // The keys were held against the type's above.
  };
}

/** A misspelt key would expect nothing, and so hold for everything. */
function mapOf(text: string, file: string, keys: readonly string[]): Record<string, unknown> {
  const map: unknown = parse(text) ?? {};
  if (typeof map !== 'object' || map === null || Array.isArray(map))
    throw new Error(`${file} has to be a map.`);
  const unknown = Object.keys(map).filter((key) => !keys.includes(key));
  if (unknown.length > 0)
    throw new Error(`${file} has ${unknown.join(', ')}; it may have ${keys.join(', ')}.`);
  return map as Record<string, unknown>;
}
