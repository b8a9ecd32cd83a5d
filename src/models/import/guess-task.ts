import { modelInvalid } from './model-invalid.ts';
import { whereToSay } from './where-to-say.ts';

/** What a config says a model is for, as far as it says it. */
export interface ModelConfig {
  readonly architectures?: readonly string[];
  readonly model_type?: string;
  readonly pipeline_tag?: string;
  readonly _name_or_path?: unknown;
}

/** Files that sentence-transformers leaves beside a model that makes vectors of texts. */
const OF_SENTENCES =
  /^(modules\.json|sentence_bert_config\.json|config_sentence_transformers\.json|1_Pooling\/)/;

/** What sentence-transformers models are tagged with. */
const SAME: Readonly<Record<string, string>> = { 'sentence-similarity': 'feature-extraction' };

/** Kinds of models whose architecture does not tell, or tells otherwise. */
const BY_TYPE: readonly (readonly [RegExp, string])[] = [
  [/^(whisper|speech_to_text|moonshine)$/, 'automatic-speech-recognition'],
  [/^(marian|m2m_100|nllb)$/, 'translation'],
  [/^(t5|mt5|longt5)$/, 'text2text-generation'],
  [/^(bart|pegasus)$/, 'summarization'],
  [/^modnet$/, 'background-removal'],
  [/^(clip|chinese_clip|siglip):.*Model$/, 'zero-shot-image-classification'],
  [/^clap:.*Model$/, 'zero-shot-audio-classification'],
  [/^(owlvit|owlv2|grounding-dino)$/, 'zero-shot-object-detection'],
  [/^(vits|supertonic)$/, 'text-to-audio'],
  [/^vision-encoder-decoder$/, 'image-to-text'],
  [
    /^(wav2vec2.*|hubert|wavlm|unispeech.*|audio-spectrogram-transformer):.*ForSequenceClassification$/,
    'audio-classification',
  ],
];

/** Ends of the names of architectures. */
const BY_ARCHITECTURE: readonly (readonly [RegExp, string])[] = [
  [/ForAudioClassification$/, 'audio-classification'],
  [/ForSequenceClassification$/, 'text-classification'],
  [/ForTokenClassification$/, 'token-classification'],
  [/ForMaskedLM$/, 'fill-mask'],
  [/ForQuestionAnswering$/, 'question-answering'],
  [/ForCausalLM$|LMHeadModel$/, 'text-generation'],
  [/ForCTC$/, 'automatic-speech-recognition'],
  [/ForImageClassification$/, 'image-classification'],
  [/ForObjectDetection$/, 'object-detection'],
  [/ForDepthEstimation$/, 'depth-estimation'],
  [/For(Semantic|Instance|Universal|Image)?Segmentation$/, 'image-segmentation'],
  [/ForImageSuperResolution$/, 'image-to-image'],
  [/VisionModelWithProjection$/, 'image-feature-extraction'],
];

/**
 * What a model is for: as it is tagged, as the files beside it tell, or by its architecture.
 * Throws `model_invalid` where none of these tells.
 */
export function guessTask(config: ModelConfig, paths: readonly string[]): string {
  const { pipeline_tag: tag } = config;
  if (typeof tag === 'string') return SAME[tag] ?? tag;
  if (paths.some((path) => OF_SENTENCES.test(path))) return 'feature-extraction';
  const type = typeof config.model_type === 'string' ? config.model_type : '';
  const architectures = Array.isArray(config.architectures) ? config.architectures.map(String) : [];
  const [architecture = ''] = architectures;
  const byType = BY_TYPE.find(([kind]) => kind.test(type) || kind.test(`${type}:${architecture}`));
  if (byType !== undefined) return byType[1];
  const byArchitecture = BY_ARCHITECTURE.find(([end]) => end.test(architecture));
  if (byArchitecture !== undefined) return byArchitecture[1];
  // A bare model gives vectors: of texts where it has a tokenizer, of images where it has what prepares them.
  const readsTexts = paths.includes('tokenizer.json');
  const readsImages = paths.includes('preprocessor_config.json');
  if (/Model$/.test(architecture) && readsTexts && !readsImages) return 'feature-extraction';
  if (/Model$/.test(architecture) && readsImages && !readsTexts) return 'image-feature-extraction';
  const what = architecture === '' ? 'names no architecture' : `says ${architecture}`;
  const hint = `Say its task, by the names of transformers.js: ${whereToSay('task')}.`;
  throw modelInvalid(`What the model is for cannot be told: config.json ${what}.`, hint);
}
