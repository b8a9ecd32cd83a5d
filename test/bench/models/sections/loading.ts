import { closeDatabase, DATABASE_NAME } from '../../../../src/storage/database/open-database.ts';
import type { Row, Settings } from '../job.ts';
import { Ours } from '../peers/ours.ts';
import { startTransformers } from '../peers/peer.ts';
import { type Contender, inRounds, timed } from '../rounds.ts';
import { textOfTokens } from '../texts.ts';

/** From nothing in memory to the first vector: as on the first visit, and with what the browser keeps of it. */
export async function measureLoading(
  { slowRounds }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const text = textOfTokens(32, 1);
  const threads = Math.min(2, navigator.hardwareConcurrency);
  const ours = async (): Promise<number> => {
    const engine = new Ours(threads);
    const time = await timed(() => engine.embed(text));
    engine.close();
    return time;
  };
  const transformers = async (): Promise<number> => {
    let close = (): void => {};
    const time = await timed(async () => {
      const peer = await startTransformers(threads);
      close = peer.close;
      await peer.api.oneByOne([text]);
    });
    close();
    return time;
  };
  const cold: readonly Contender[] = [
    { name: 'first visit: ours', measure: () => forgetOurs().then(ours) },
    { name: 'first visit: transformers.js', measure: () => forgetTheirs().then(transformers) },
  ];
  const coldValues = await inRounds(slowRounds, cold, say);
  // What the first visits left is there now.
  const stored: readonly Contender[] = [
    { name: 'from storage: ours', measure: ours },
    { name: 'from storage: transformers.js', measure: transformers },
    { name: 'after a poisoned run: ours', measure: () => recovery(text) },
  ];
  const storedValues = await inRounds(slowRounds, stored, say);
  return [...coldValues, ...storedValues].map(([name, values]) => ({
    section: 'loading',
    case: name,
    unit: 'ms',
    values,
  }));
}

/** How long the next good call takes after one that left its worker of no use. */
async function recovery(text: string): Promise<number> {
  const engine = new Ours(Math.min(2, navigator.hardwareConcurrency));
  const files = await poisonedFiles();
  const spec = { task: 'feature-extraction', model: 'bench/poisoned', dtype: 'q8', files };
  await engine.host.run(spec, 'river');
  await engine.host.run(spec, 'kitten').then(
    () => Promise.reject(new Error('The run should have failed.')),
    () => {},
  );
  const time = await timed(() => engine.host.run(spec, text));
  engine.close();
  return time;
}

/** The model with a tokenizer that has an id for one word which the model does not know. */
async function poisonedFiles(): Promise<ReadonlyMap<string, Blob>> {
  const files = new Map<string, Blob>();
  for (const path of [
    'config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'onnx/model_quantized.onnx',
  ]) {
    files.set(path, await (await fetch(`/models/Xenova/all-MiniLM-L6-v2/${path}`)).blob());
  }
  const tokenizer = (await files.get('tokenizer.json')?.text()) ?? '';
  files.set('tokenizer.json', new Blob([tokenizer.replace(/"kitten":\s*\d+/, '"kitten": 99999')]));
  return files;
}

async function forgetOurs(): Promise<void> {
  await closeDatabase();
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE_NAME);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

async function forgetTheirs(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
}
