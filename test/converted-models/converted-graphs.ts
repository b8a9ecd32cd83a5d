import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-web';
import { convertedFolder } from '../../scripts/models/converted-folder.ts';
import { floats, floatsOf, loadGraph } from './bare-runtime.ts';
import { channelByChannel, PHOTO_SIDE } from './photo.ts';
import type { Shape } from './story-graph.ts';

export const STORIES_SHAPE: Shape = { layers: 6, heads: 6, headWidth: 48 };

/** The graph of a converted model, as it is committed. */
export async function committedGraph(id: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(convertedFolder(id), 'onnx', 'model_quantized.onnx')));
}

/** Says what a crop of a photo shows. */
export async function classify(graph: Uint8Array, crops: readonly Float32Array[]): Promise<Float32Array[]> {
  const session = await loadGraph(graph);
  const answers: Float32Array[] = [];
  for (const crop of crops) {
    const pixel_values = floats(channelByChannel(crop), [1, 3, 224, 224]);
    answers.push(floatsOf(await session.run({ pixel_values }), 'logits'));
  }
  return answers;
}

/** Says what is in a photo, and where. */
export async function detect(
  graph: Uint8Array,
  photo: Uint8Array,
): Promise<{ readonly scores: Float32Array; readonly boxes: Float32Array }> {
  const session = await loadGraph(graph);
  const outputs = await session.run({ image: new Tensor('uint8', photo, [1, PHOTO_SIDE, PHOTO_SIDE, 3]) });
  return { scores: floatsOf(outputs, 'scores'), boxes: floatsOf(outputs, 'boxes') };
}
