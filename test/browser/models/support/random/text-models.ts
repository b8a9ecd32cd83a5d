import { type Folder, json } from '../../import/model-folder.ts';
import { GraphWriter } from './graph-writer.ts';
import { tokenizerFiles, VOCABULARY_SIZE } from './small-tokenizer.ts';

/** Models of the kind bert with random weights. Each looks at all of a text, padding included, so that padding shows. */
const WIDTH = 8;

interface Text {
  readonly graph: GraphWriter;
  /** A row for each token. */
  readonly tokens: string;
}

function reading(seed: number): Text {
  const graph = new GraphWriter(seed);
  const ids = graph.input('input_ids', 'int64', ['batch', 'tokens']);
  const rows = graph.node('Gather', [graph.random(VOCABULARY_SIZE, WIDTH), ids], { axis: 0 });
  const all = graph.node('ReduceMean', [rows], { axes: [1], keepdims: 1 });
  const tokens = graph.node('Tanh', [graph.node('Add', [rows, all])]);
  return { graph, tokens };
}

function folder(graph: GraphWriter, config: Record<string, unknown>): Folder {
  const whole = { model_type: 'bert', hidden_size: WIDTH, vocab_size: VOCABULARY_SIZE, ...config };
  return { 'config.json': json(whole), ...tokenizerFiles(), 'onnx/model.onnx': graph.file() };
}

function labels(...names: string[]) {
  return {
    id2label: Object.fromEntries(names.map((name, at) => [at, name])),
    label2id: Object.fromEntries(names.map((name, at) => [name, at])),
  };
}

function ofWholeText(names: readonly string[], seed: number): Folder {
  const { graph, tokens } = reading(seed);
  const all = graph.node('ReduceMean', [tokens], { axes: [1], keepdims: 0 });
  const logits = graph.node('MatMul', [all, graph.random(WIDTH, names.length)]);
  graph.output('logits', logits, ['batch', names.length]);
  return folder(graph, { architectures: ['BertForSequenceClassification'], ...labels(...names) });
}

export function textClassifier(): Folder {
  return ofWholeText(['calm', 'glad', 'cross'], 1);
}

export function entailmentModel(): Folder {
  return ofWholeText(['contradiction', 'neutral', 'entailment'], 2);
}

export function tokenClassifier(): Folder {
  const names = ['O', 'B-PLACE', 'I-PLACE', 'B-TIME'];
  const { graph, tokens } = reading(3);
  graph.output('logits', graph.node('MatMul', [tokens, graph.random(WIDTH, names.length)]), [
    'batch',
    'tokens',
    names.length,
  ]);
  return folder(graph, { architectures: ['BertForTokenClassification'], ...labels(...names) });
}

export function maskedModel(): Folder {
  const { graph, tokens } = reading(4);
  graph.output('logits', graph.node('MatMul', [tokens, graph.random(WIDTH, VOCABULARY_SIZE)]), [
    'batch',
    'tokens',
    VOCABULARY_SIZE,
  ]);
  return folder(graph, { architectures: ['BertForMaskedLM'] });
}

export function answeringModel(): Folder {
  const { graph, tokens } = reading(5);
  for (const name of ['start_logits', 'end_logits']) {
    const column = graph.node('MatMul', [tokens, graph.random(WIDTH, 1)]);
    graph.output(name, graph.node('Squeeze', [column, graph.whole(-1)]), ['batch', 'tokens']);
  }
  return folder(graph, { architectures: ['BertForQuestionAnswering'] });
}

/** Makes 16 samples of sound of each token. */
export function speakingModel(): Folder {
  const graph = new GraphWriter(6);
  const ids = graph.input('input_ids', 'int64', ['batch', 'tokens']);
  const rows = graph.node('Gather', [graph.random(VOCABULARY_SIZE, 16), ids], { axis: 0 });
  const waveform = graph.node('Reshape', [graph.node('Tanh', [rows]), graph.whole(0, -1)]);
  graph.output('waveform', waveform, ['batch', 'samples']);
  return folder(graph, { model_type: 'vits', architectures: ['VitsModel'], sampling_rate: 8000 });
}
