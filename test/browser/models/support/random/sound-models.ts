import { type Folder, json } from '../../import/model-folder.ts';
import { GraphWriter } from './graph-writer.ts';
import { tokenizerFiles, VOCABULARY_SIZE } from './small-tokenizer.ts';

/** Models of sounds with random weights. */
const WIDTH = 8;
const MELS = 16;

export function soundClassifier(): Folder {
  const graph = new GraphWriter(21);
  const samples = graph.input('input_values', 'float32', ['batch', 'samples']);
  const channel = graph.node('Unsqueeze', [samples, graph.whole(1)]);
  const frames = graph.node('Relu', [
    graph.node('Conv', [channel, graph.random(WIDTH, 1, 64)], { strides: [32] }),
  ]);
  const all = graph.node('ReduceMean', [frames], { axes: [2], keepdims: 0 });
  graph.output('logits', graph.node('MatMul', [all, graph.random(WIDTH, 4)]), ['batch', 4]);
  return {
    'config.json': json({
      model_type: 'wav2vec2',
      architectures: ['Wav2Vec2ForSequenceClassification'],
      id2label: { 0: 'speech', 1: 'music', 2: 'rain', 3: 'silence' },
    }),
    'preprocessor_config.json': json({
      feature_extractor_type: 'Wav2Vec2FeatureExtractor',
      sampling_rate: 16_000,
      do_normalize: true,
      feature_size: 1,
      padding_value: 0,
    }),
    'onnx/model.onnx': graph.file(),
  };
}

export function soundAndText(): Folder {
  const graph = new GraphWriter(22);
  const features = graph.input('input_features', 'float32', ['batch', 1, 'frames', MELS]);
  const heard = graph.node('ReduceMean', [features], { axes: [1, 2], keepdims: 0 });
  const ids = graph.input('input_ids', 'int64', ['texts', 'tokens']);
  const rows = graph.node('Gather', [graph.random(VOCABULARY_SIZE, WIDTH), ids], { axis: 0 });
  const texts = graph.node('ReduceMean', [rows], { axes: [1], keepdims: 0 });
  const sound = graph.node('Tanh', [graph.node('MatMul', [heard, graph.random(MELS, WIDTH)])]);
  const likeness = graph.node('MatMul', [sound, graph.node('Transpose', [texts], { perm: [1, 0] })]);
  graph.output('logits_per_audio', likeness, ['sounds', 'texts']);
  return {
    'config.json': json({ model_type: 'clap', architectures: ['ClapModel'] }),
    'preprocessor_config.json': json({
      feature_extractor_type: 'ClapFeatureExtractor',
      sampling_rate: 8000,
      fft_window_size: 256,
      hop_length: 128,
      nb_frequency_bins: 129,
      feature_size: MELS,
      frequency_min: 50,
      frequency_max: 4000,
      nb_max_samples: 8000,
      max_length_s: 1,
      truncation: 'rand_trunc',
      padding: 'repeatpad',
    }),
    ...tokenizerFiles('PreTrainedTokenizer'),
    'onnx/model.onnx': graph.file(),
  };
}
