import { createRequire } from 'node:module';
import { installPeers } from '../../scripts/bench/install-peers.ts';
import { inProject } from '../../scripts/project.ts';

interface Data {
  dataSync(): Float32Array;
}

/** The parts of TensorFlow.js that are used here; it is installed beside the benches, not beside this file. */
interface Core {
  setBackend(name: string): Promise<boolean>;
  tensor(values: Int32Array, shape: readonly number[], type: 'int32'): unknown;
}

interface Converter {
  readonly GraphModel: new (source: {
    load(): Promise<unknown>;
  }) => {
    load(): Promise<boolean>;
    executeAsync(input: unknown, outputs: readonly string[]): Promise<readonly Data[]>;
  };
}

interface ModelFile {
  readonly modelTopology: unknown;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: unknown }[];
}

/** The detector as its package has it, on TensorFlow.js itself: what the converted graph is held against. */
export async function referenceCocoSsd(
  sources: ReadonlyMap<string, Uint8Array>,
  pixels: Uint8Array,
  side: number,
): Promise<{ readonly scores: Float32Array; readonly boxes: Float32Array }> {
  const folder = inProject('test', 'bench', 'converted');
  await installPeers(
    folder,
    'Installing TensorFlow.js under test/bench/converted (once, about 80 MB)',
    (line) => process.stderr.write(`${line}\n`),
  );
  const need = createRequire(inProject('test', 'bench', 'converted', 'package.json'));
  const core: Core = need('@tensorflow/tfjs-core');
  need('@tensorflow/tfjs-backend-cpu');
  const { GraphModel }: Converter = need('@tensorflow/tfjs-converter');
  await core.setBackend('cpu');

  const file: ModelFile = JSON.parse(new TextDecoder().decode(sources.get('model.json')));
  const [group] = file.weightsManifest;
  const parts = (group?.paths ?? []).map((path) => sources.get(path) ?? new Uint8Array());
  const weightData = new Uint8Array(Buffer.concat(parts)).buffer;
  const model = new GraphModel({
    load: async () => ({ modelTopology: file.modelTopology, weightSpecs: group?.weights, weightData }),
  });
  await model.load();
  const image = core.tensor(Int32Array.from(pixels), [1, side, side, 3], 'int32');
  // The two that the library of the detector asks for.
  const outputs = ['Postprocessor/Slice', 'Postprocessor/ExpandDims_1'];
  const [scores, boxes] = await model.executeAsync(image, outputs);
  if (scores === undefined || boxes === undefined) throw new Error('The detector gave nothing.');
  return { scores: scores.dataSync(), boxes: boxes.dataSync() };
}
