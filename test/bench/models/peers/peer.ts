import { type Remote, wrap } from 'comlink';
import { MODEL, SPEECH_MODEL, WRITING_MODEL } from '../job.ts';
import type { PeerApi, PeerSettings } from './peer-api.ts';

const models: Readonly<Record<PeerSettings['task'], string>> = {
  'feature-extraction': MODEL,
  'automatic-speech-recognition': SPEECH_MODEL,
  'text-generation': WRITING_MODEL,
};

/** A peer in a worker of its own. */
export interface Peer {
  readonly api: Remote<PeerApi>;
  close(): void;
}

export async function startTransformers(
  threads: number,
  task: PeerSettings['task'] = 'feature-extraction',
): Promise<Peer> {
  return start(
    new Worker(new URL('./transformers.worker.ts', import.meta.url), { type: 'module' }),
    threads,
    task,
  );
}

export async function startOnnxruntime(threads: number): Promise<Peer> {
  const worker = new Worker(new URL('./onnxruntime.worker.ts', import.meta.url), { type: 'module' });
  return start(worker, threads, 'feature-extraction');
}

async function start(worker: Worker, threads: number, task: PeerSettings['task']): Promise<Peer> {
  const api = wrap<PeerApi>(worker);
  await api.load({ task, model: models[task], threads, root: new URL('/', location.href).href });
  return { api, close: () => worker.terminate() };
}
