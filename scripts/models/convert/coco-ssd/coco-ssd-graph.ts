import type { WeightForm } from '../images/weight-form.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import { elementTypes, type OnnxModel } from '../onnx/onnx-model.ts';
import type { TfjsGraph } from './tfjs-graph.ts';
import { Translator } from './translator.ts';

const SIDE = 300;
/** How many boxes it looks at, and how many kinds of things it numbers. */
const BOXES = 1917;
const KINDS = 90;

/** What the graph's loop over images gives, which resizes them: our images come in that size. */
const RESIZED = 'Preprocessor/map/TensorArrayStack/TensorArrayGatherV3';
const SCORES = 'Postprocessor/Slice';
const PLACES = 'Postprocessor/Reshape_2';

/**
 * A detector as a graph: `image`, red, green and blue of each pixel, in; `scores` of all kinds for each box and `boxes`
 * out, each box its top, left, bottom and right as shares of the image.
 */
export function cocoSsdGraph(source: TfjsGraph, form: WeightForm, notes: OnnxModel['notes']): OnnxModel {
  const graph = new GraphBuilder();
  const pixels = graph.input('image', 'uint8', [1, SIDE, SIDE, 3]);
  const colours = graph.apply('Cast', [pixels], { to: elementTypes.float32 });
  const image = graph.apply('Transpose', [colours], { perm: [0, 3, 1, 2] });
  const translator = new Translator(
    graph,
    form,
    source,
    new Map([[RESIZED, { tensor: image, isImage: true }]]),
  );
  graph.output(graph.apply('Identity', [translator.plain(SCORES)], {}, 'scores'), [1, BOXES, KINDS]);
  graph.output(graph.apply('Identity', [translator.plain(PLACES)], {}, 'boxes'), [1, BOXES, 4]);
  return graph.build('coco_ssd', notes);
}
