import { type Folder, json } from '../../import/model-folder.ts';
import { GraphWriter } from './graph-writer.ts';
import { prepares, SIDE } from './image-models.ts';
import { idOf, tokenizerFiles, VOCABULARY_SIZE } from './small-tokenizer.ts';

/** Models that write, with random weights: an encoder, and a decoder that keeps what it has written. */
const WIDTH = 8;
/** How much more for each token that is there already, so that it is written after some others. */
const LIKING = 0.12;

/**
 * @param keys of what it keeps, as the kind of model names them
 * @param liked a token that it likes to write, the more so the more there is
 */
function decoder(seed: number, keys: readonly string[], liked?: string): Blob {
  const graph = new GraphWriter(seed);
  const ids = graph.input('input_ids', 'int64', ['batch', 'tokens']);
  const encoded = graph.input('encoder_hidden_states', 'float32', ['batch', 'read', WIDTH]);
  const rows = graph.node('Gather', [graph.random(VOCABULARY_SIZE, WIDTH), ids], { axis: 0 });
  const fresh = graph.node('Unsqueeze', [rows, graph.whole(1)]);
  const kept = keys.map((key) => {
    const past = graph.input(`past_key_values.0.${key}`, 'float32', ['batch_size', 1, 'past', WIDTH]);
    const all = graph.node('Concat', [past, fresh], { axis: 2 });
    graph.output(`present.0.${key}`, all, ['batch_size', 1, 'all', WIDTH]);
    return all;
  });
  // What was written before tells in what comes next.
  const written = graph.node('ReduceMean', [graph.node('Concat', kept, { axis: 1 })], {
    axes: [1, 2],
    keepdims: 0,
  });
  const read = graph.node('ReduceMean', [encoded], { axes: [1], keepdims: 0 });
  const both = graph.node('Unsqueeze', [graph.node('Add', [written, read]), graph.whole(1)]);
  const states = graph.node('Tanh', [graph.node('Add', [rows, both])]);
  const bias = Array.from({ length: VOCABULARY_SIZE }, () => 0);
  if (liked !== undefined) bias[idOf(liked)] = LIKING;
  const plain = graph.node('MatMul', [states, graph.random(WIDTH, VOCABULARY_SIZE)]);
  const shape = graph.node('Shape', [kept[0] ?? fresh]);
  const length = graph.node('Cast', [graph.node('Gather', [shape, graph.whole(2)])], { to: 1 });
  const logits = graph.node('Add', [plain, graph.node('Mul', [graph.given(bias), length])]);
  graph.output('logits', logits, ['batch', 'tokens', VOCABULARY_SIZE]);
  return graph.file();
}

const ids = {
  decoder_start_token_id: idOf('[CLS]'),
  eos_token_id: idOf('[SEP]'),
  pad_token_id: idOf('[PAD]'),
};

export function textWriter(): Folder {
  const graph = new GraphWriter(31);
  const read = graph.input('input_ids', 'int64', ['batch', 'tokens']);
  graph.input('attention_mask', 'int64', ['batch', 'tokens']);
  const rows = graph.node('Gather', [graph.random(VOCABULARY_SIZE, WIDTH), read], { axis: 0 });
  graph.output('last_hidden_state', rows, ['batch', 'tokens', WIDTH]);
  return {
    'config.json': json({
      model_type: 't5',
      architectures: ['T5ForConditionalGeneration'],
      is_encoder_decoder: true,
      num_layers: 1,
      num_decoder_layers: 1,
      num_heads: 1,
      d_kv: WIDTH,
      d_model: WIDTH,
      vocab_size: VOCABULARY_SIZE,
      ...ids,
    }),
    'generation_config.json': json(ids),
    ...tokenizerFiles('PreTrainedTokenizer'),
    'onnx/encoder_model.onnx': graph.file(),
    'onnx/decoder_model_merged.onnx': decoder(32, ['decoder.key', 'decoder.value']),
  };
}

/** Writes of an image; one that answers questions ends its answer with a mark of its own. */
export function imageWriter(liked?: string): Folder {
  const graph = new GraphWriter(33);
  const pixels = graph.input('pixel_values', 'float32', ['batch', 3, SIDE, SIDE]);
  const flat = graph.node('Flatten', [pixels], { axis: 1 });
  const row = graph.node('MatMul', [flat, graph.random(3 * SIDE * SIDE, WIDTH)]);
  graph.output('last_hidden_state', graph.node('Unsqueeze', [row, graph.whole(1)]), ['batch', 1, WIDTH]);
  const written = { n_layer: 1, n_head: 1, n_embd: WIDTH, vocab_size: VOCABULARY_SIZE };
  return {
    'config.json': json({
      model_type: 'vision-encoder-decoder',
      architectures: ['VisionEncoderDecoderModel'],
      is_encoder_decoder: true,
      encoder: { model_type: 'vit', hidden_size: WIDTH },
      decoder: { model_type: 'gpt2', max_position_embeddings: 48, ...written },
      ...ids,
    }),
    'generation_config.json': json(ids),
    'preprocessor_config.json': prepares('ViTImageProcessor'),
    ...tokenizerFiles('PreTrainedTokenizer'),
    'onnx/encoder_model.onnx': graph.file(),
    'onnx/decoder_model_merged.onnx': decoder(34, ['key', 'value'], liked),
  };
}
