import { type Folder, json } from '../../import/model-folder.ts';
import { GraphWriter } from './graph-writer.ts';
import { tokenizerFiles, VOCABULARY_SIZE } from './small-tokenizer.ts';

/** Models of images with random weights, that look at squares of 16 × 16 pixels. */
const SIDE = 16;
const WIDTH = 8;
const QUERIES = 5;

const prepares = (type: string, changed: Record<string, unknown> = {}): Blob =>
  json({
    image_processor_type: type,
    do_resize: true,
    size: { height: SIDE, width: SIDE },
    resample: 2,
    do_rescale: true,
    rescale_factor: 1 / 255,
    do_normalize: true,
    image_mean: [0.5, 0.5, 0.5],
    image_std: [0.5, 0.5, 0.5],
    ...changed,
  });

interface Looking {
  readonly graph: GraphWriter;
  readonly pixels: string;
}

function looking(seed: number): Looking {
  const graph = new GraphWriter(seed);
  return { graph, pixels: graph.input('pixel_values', 'float32', ['batch', 3, 'height', 'width']) };
}

/** One row of numbers for the whole image. */
function summary({ graph, pixels }: Looking, width: number): string {
  const flat = graph.node('Flatten', [pixels], { axis: 1 });
  return graph.node('MatMul', [flat, graph.random(3 * SIDE * SIDE, width)]);
}

function folder({ graph }: Looking, preprocessor: Blob, config: Record<string, unknown>): Folder {
  return {
    'config.json': json(config),
    'preprocessor_config.json': preprocessor,
    'onnx/model.onnx': graph.file(),
  };
}

const labels = (...names: string[]) => ({
  id2label: Object.fromEntries(names.map((name, at) => [at, name])),
});

export function imageClassifier(): Folder {
  const image = looking(11);
  const logits = image.graph.node('Tanh', [summary(image, 7)]);
  image.graph.output('logits', logits, ['batch', 7]);
  const names = ['boat', 'harbour', 'gull', 'crate', 'rope', 'sail', 'sea'];
  return folder(image, prepares('ViTImageProcessor'), {
    model_type: 'vit',
    architectures: ['ViTForImageClassification'],
    ...labels(...names),
  });
}

/** A row for each of 16 parts of the image. */
export function imageEncoder(): Folder {
  const image = looking(12);
  const { graph, pixels } = image;
  const parts = graph.node('Conv', [pixels, graph.random(WIDTH, 3, 4, 4)], { strides: [4, 4] });
  const rows = graph.node('Transpose', [graph.node('Reshape', [parts, graph.whole(0, WIDTH, -1)])], {
    perm: [0, 2, 1],
  });
  graph.output('last_hidden_state', rows, ['batch', 'parts', WIDTH]);
  graph.output('pooler_output', graph.node('ReduceMean', [rows], { axes: [1], keepdims: 0 }), [
    'batch',
    WIDTH,
  ]);
  return folder(image, prepares('ViTImageProcessor'), { model_type: 'vit', architectures: ['ViTModel'] });
}

export function depthModel(): Folder {
  const image = looking(13);
  const { graph, pixels } = image;
  const depth = graph.node('Conv', [pixels, graph.random(1, 3, 1, 1)]);
  graph.output('predicted_depth', graph.node('Squeeze', [depth, graph.whole(1)]), [
    'batch',
    'height',
    'width',
  ]);
  return folder(image, prepares('DPTImageProcessor'), {
    model_type: 'dpt',
    architectures: ['DPTForDepthEstimation'],
  });
}

/** Changes colours, and leaves the size. */
export function imageChanger(): Folder {
  const image = looking(14);
  const { graph, pixels } = image;
  const colours = graph.node('Sigmoid', [graph.node('Conv', [pixels, graph.random(3, 3, 1, 1)])]);
  graph.output('reconstruction', colours, ['batch', 3, 'h', 'w']);
  const preprocessor = prepares('Swin2SRImageProcessor', {
    do_resize: false,
    do_normalize: false,
    do_pad: true,
    pad_size: 8,
  });
  return folder(image, preprocessor, {
    model_type: 'swin2sr',
    architectures: ['Swin2SRForImageSuperResolution'],
  });
}

export function semanticSegmenter(): Folder {
  const image = looking(15);
  const { graph, pixels } = image;
  const logits = graph.node('Conv', [pixels, graph.random(3, 3, 4, 4)], { strides: [4, 4] });
  graph.output('logits', logits, ['batch', 3, 'height', 'width']);
  return folder(image, prepares('SegformerImageProcessor'), {
    model_type: 'segformer',
    architectures: ['SegformerForSemanticSegmentation'],
    ...labels('sky', 'sea', 'land'),
  });
}

function boxes(image: Looking, classes: number): { readonly logits: string; readonly boxes: string } {
  const { graph } = image;
  const rows = (width: number): string =>
    graph.node('Reshape', [summary(image, QUERIES * width), graph.whole(0, QUERIES, width)]);
  return { logits: rows(classes), boxes: graph.node('Sigmoid', [rows(4)]) };
}

export function detector(): Folder {
  const image = looking(16);
  const found = boxes(image, 4);
  image.graph.output('logits', found.logits, ['batch', QUERIES, 4]);
  image.graph.output('pred_boxes', found.boxes, ['batch', QUERIES, 4]);
  return folder(image, prepares('YolosImageProcessor'), {
    model_type: 'yolos',
    architectures: ['YolosForObjectDetection'],
    ...labels('boat', 'gull', 'crate'),
  });
}

/** Finds things and where exactly they are. */
export function panopticSegmenter(): Folder {
  const image = looking(19);
  const { graph, pixels } = image;
  const found = boxes(image, 4);
  graph.output('logits', found.logits, ['batch', QUERIES, 4]);
  graph.output('pred_boxes', found.boxes, ['batch', QUERIES, 4]);
  const masks = graph.node('Conv', [pixels, graph.random(QUERIES, 3, 4, 4)], { strides: [4, 4] });
  graph.output('pred_masks', masks, ['batch', QUERIES, 4, 4]);
  return folder(image, prepares('DetrImageProcessor'), {
    model_type: 'detr',
    architectures: ['DetrForSegmentation'],
    ...labels('boat', 'gull', 'crate'),
  });
}

/** A row for each text. */
function texts(graph: GraphWriter): string {
  const ids = graph.input('input_ids', 'int64', ['texts', 'tokens']);
  const rows = graph.node('Gather', [graph.random(VOCABULARY_SIZE, WIDTH), ids], { axis: 0 });
  return graph.node('ReduceMean', [rows], { axes: [1], keepdims: 0 });
}

const ofTexts = (graph: GraphWriter): string => graph.node('Transpose', [texts(graph)], { perm: [1, 0] });

export function imageAndText(): Folder {
  const image = looking(17);
  const { graph } = image;
  const likeness = graph.node('MatMul', [graph.node('Tanh', [summary(image, WIDTH)]), ofTexts(graph)]);
  graph.output('logits_per_image', likeness, ['images', 'texts']);
  return {
    ...folder(image, prepares('CLIPImageProcessor'), { model_type: 'clip', architectures: ['CLIPModel'] }),
    ...tokenizerFiles('PreTrainedTokenizer'),
  };
}

export function namingDetector(): Folder {
  const image = looking(18);
  const { graph } = image;
  const found = boxes(image, WIDTH);
  const logits = graph.node('MatMul', [graph.node('Tanh', [found.logits]), ofTexts(graph)]);
  graph.output('logits', logits, ['batch', QUERIES, 'texts']);
  graph.output('pred_boxes', found.boxes, ['batch', QUERIES, 4]);
  return {
    ...folder(image, prepares('OwlViTImageProcessor'), {
      model_type: 'owlvit',
      architectures: ['OwlViTForObjectDetection'],
    }),
    ...tokenizerFiles('PreTrainedTokenizer'),
  };
}

export { prepares, SIDE };
