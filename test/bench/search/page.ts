import { callWorker } from '../call-worker.ts';

window.benchJob = (job) =>
  callWorker(new Worker(new URL('./measure.worker.ts', import.meta.url), { type: 'module' }), job);
