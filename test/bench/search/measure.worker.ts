import { IndexedDbVectors } from '../../../src/storage/vectors/indexed-db-vectors.ts';
import { compileScanKernel } from '../../../src/vectors/code-scanner.ts';
import { Ours } from '../models/peers/ours.ts';
import { rotated } from '../rotated.ts';
import { serveJob } from '../serve-job.ts';
import { CodedIndex } from './coded-index.ts';
import type { Job, Row, Settings } from './job.ts';
import { makeVectors } from './make-vectors.ts';
import { plainLoop } from './plain-loop.ts';

/** Texts that are embedded at once, and items that are put into the database at once. */
const GROUP = 256;

type Search = (query: Float32Array) => number[] | Promise<number[]>;

serveJob<Job, readonly Row[]>(async ({ settings, texts }, say) => {
  const vectors = await embed(texts, say);
  const real = vectors.slice(0, settings.sentences);
  const queries = vectors.slice(settings.sentences);
  const rows: Row[] = [];
  for (const size of settings.sizes) {
    rows.push(...(await measure(makeVectors(real, size), queries, settings, say)));
  }
  return rows;
});

async function embed(
  texts: readonly string[],
  say: (line: string) => void,
): Promise<readonly Float32Array[]> {
  const ours = new Ours(2);
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += GROUP) {
    vectors.push(...((await ours.embed(texts.slice(from, from + GROUP))) as readonly Float32Array[]));
    say(`${vectors.length} of ${texts.length} sentences embedded`);
  }
  ours.close();
  return vectors;
}

async function measure(
  vectors: readonly Float32Array[],
  queries: readonly Float32Array[],
  { topK, rounds }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const kernel = await compileScanKernel();
  if (kernel === undefined) throw new Error('This browser has no SIMD in WebAssembly.');
  const [simd, plain] = [new CodedIndex(vectors, kernel), new CodedIndex(vectors, undefined)];
  const stored = await store(vectors, say);
  const contenders: readonly { readonly name: string; readonly search: Search }[] = [
    { name: 'plain loop', search: (query) => plainLoop(vectors, query, topK) },
    { name: 'ours', search: (query) => simd.search(query, topK) },
    { name: 'ours, without SIMD', search: (query) => plain.search(query, topK) },
    {
      name: 'ours, from IndexedDB',
      search: async (query) =>
        (await stored.vectors.search(stored.name, { vector: query, topK })).map(({ id }) => Number(id)),
    },
  ];
  const times = new Map<string, number[]>();
  const found = new Map<string, readonly number[][]>();
  for (let round = 0; round < rounds; round++) {
    say(`${vectors.length} vectors: round ${round + 1} of ${rounds}`);
    for (const { name, search } of rotated(contenders, round)) {
      const start = performance.now();
      const results: number[][] = [];
      for (const query of queries) results.push(await search(query));
      times.set(name, [...(times.get(name) ?? []), (performance.now() - start) / queries.length]);
      found.set(name, results);
    }
  }
  await stored.vectors.remove(stored.name, { filter: {} });
  const wanted = found.get('plain loop') ?? [];
  return contenders.map(({ name }) => ({
    vectors: vectors.length,
    case: name,
    values: times.get(name) ?? [],
    recall: recallOf(found.get(name) ?? [], wanted),
  }));
}

async function store(
  vectors: readonly Float32Array[],
  say: (line: string) => void,
): Promise<{ readonly vectors: IndexedDbVectors; readonly name: string }> {
  const name = `bench ${vectors.length}`;
  const stored = new IndexedDbVectors();
  say(`putting ${vectors.length} vectors into IndexedDB`);
  for (let from = 0; from < vectors.length; from += GROUP) {
    // Ids of one length are in the order of their numbers, which is how the plain loop breaks a tie.
    const items = vectors.slice(from, from + GROUP).map((vector, at) => ({
      id: String(from + at).padStart(7, '0'),
      text: `vector ${from + at}`,
      metadata: {},
      vector,
    }));
    await stored.add(name, 'bench', items);
  }
  return { vectors: stored, name };
}

function recallOf(found: readonly number[][], wanted: readonly number[][]): number {
  const places = wanted.flatMap((rows, query) => rows.map((row, place) => found[query]?.[place] === row));
  return places.filter(Boolean).length / places.length;
}
