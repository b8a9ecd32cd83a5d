import { expect, test } from 'vitest';

test('the page that tests run in is isolated, with threads for wasm', () => {
  expect(crossOriginIsolated).toBe(true);
  expect(typeof SharedArrayBuffer).toBe('function');
});

test('onnxruntime, models and flows are served beside the page', async () => {
  const wasm = await fetch('/ort/ort-wasm-simd-threaded.wasm');
  expect(wasm.headers.get('content-type')).toBe('application/wasm');
  expect(wasm.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  const glue = await fetch('/ort/ort-wasm-simd-threaded.asyncify.mjs?import');
  expect(glue.headers.get('content-type')).toContain('javascript');
  expect(await glue.text()).not.toContain('/@vite/client');

  const { models } = await (await fetch('/models/models.json')).json();
  for (const model of models) {
    for (const file of model.files) {
      const response = await fetch(`/models/${model.id}/${file.path}`, { method: 'HEAD' });
      expect(response.headers.get('content-length'), `${model.id}/${file.path}`).toBe(String(file.size));
    }
  }

  const schema = await fetch('/flow.schema.json');
  expect(await schema.json()).toMatchObject({ title: 'PromptFlow flow', required: ['name', 'steps'] });

  const { flows } = await (await fetch('/flows/index.json')).json();
  expect(Array.isArray(flows)).toBe(true);
});

test('a module worker starts isolated and runs a real model with threads', async () => {
  const worker = new Worker(new URL('./embed.worker.ts', import.meta.url), { type: 'module' });
  try {
    const answer = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    });
    expect(answer).toEqual({ isolated: true, dimensions: 384 });
  } finally {
    worker.terminate();
  }
});
