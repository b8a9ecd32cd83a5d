/** A matrix as llama2.c keeps it: a row of weights for each output. */
export interface Matrix {
  readonly outputs: number;
  readonly inputs: number;
  readonly weights: Float32Array;
}

export interface Layer {
  readonly attentionNorm: Float32Array;
  readonly query: Matrix;
  readonly key: Matrix;
  readonly value: Matrix;
  readonly attentionOutput: Matrix;
  readonly feedForwardNorm: Float32Array;
  readonly gate: Matrix;
  readonly down: Matrix;
  readonly up: Matrix;
}

/** A Llama as llama2.c writes it down. */
export interface Checkpoint {
  readonly width: number;
  readonly hiddenWidth: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly vocabularySize: number;
  /** How many tokens it has learnt to look at. */
  readonly contextLength: number;
  /** Both what a token means on its way in and, once more, which token comes out. */
  readonly embedding: Matrix;
  readonly layers: readonly Layer[];
  readonly finalNorm: Float32Array;
  /** Cosines and sines of the turns of positions, `contextLength` rows of `headWidth / 2`. */
  readonly cosines: Float32Array;
  readonly sines: Float32Array;
}

const HEADER_BYTES = 28;

/**
 * Reads a checkpoint of llama2.c in its first format: seven whole numbers, then all weights of a kind, layer by layer,
 * as 32-bit floats: https://github.com/karpathy/llama2.c/blob/master/export.py
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const field = (at: number): number => header.getInt32(4 * at, true);
  const [width, hiddenWidth, layerCount, heads] = [field(0), field(1), field(2), field(3)];
  const [keyHeads, vocabularySize, contextLength] = [field(4), field(5), field(6)];
  if (keyHeads !== heads) throw new Error('Heads that share keys are not converted.');
  if (vocabularySize < 0) throw new Error('A head of its own, beside the embedding, is not converted.');

  // A copy, since floats have to begin at a multiple of four.
  const floats = new Float32Array(new Uint8Array(bytes.subarray(HEADER_BYTES)).buffer);
  let at = 0;
  const take = (count: number): Float32Array => {
    const taken = floats.subarray(at, at + count);
    if (taken.length < count) throw new Error('The checkpoint ends in the middle of its weights.');
    at += count;
    return taken;
  };
  const matrix = (outputs: number, inputs: number): Matrix => ({
    outputs,
    inputs,
    weights: take(outputs * inputs),
  });
  const eachLayer = <Part>(read: () => Part): Part[] => Array.from({ length: layerCount }, read);

  const embedding = matrix(vocabularySize, width);
  const columns = {
    attentionNorm: eachLayer(() => take(width)),
    query: eachLayer(() => matrix(width, width)),
    key: eachLayer(() => matrix(width, width)),
    value: eachLayer(() => matrix(width, width)),
    attentionOutput: eachLayer(() => matrix(width, width)),
    feedForwardNorm: eachLayer(() => take(width)),
    gate: eachLayer(() => matrix(hiddenWidth, width)),
    down: eachLayer(() => matrix(width, hiddenWidth)),
    up: eachLayer(() => matrix(hiddenWidth, width)),
  };
  const finalNorm = take(width);
  const headWidth = width / heads;
  const cosines = take((contextLength * headWidth) / 2);
  const sines = take((contextLength * headWidth) / 2);
  if (at !== floats.length) throw new Error(`The checkpoint has ${floats.length - at} numbers too many.`);

  const layers = columns.query.map((_, layer) => layerAt(columns, layer));
  return {
    width,
    hiddenWidth,
    heads,
    headWidth,
    vocabularySize,
    contextLength,
    embedding,
    layers,
    finalNorm,
    cosines,
    sines,
  };
}

function layerAt(columns: { readonly [Part in keyof Layer]: readonly Layer[Part][] }, at: number): Layer {
  const part = <Name extends keyof Layer>(name: Name): Layer[Name] => {
    const found = columns[name][at];
    if (found === undefined) throw new Error(`Layer ${at} has no ${name}.`);
    return found;
  };
  return {
    attentionNorm: part('attentionNorm'),
    query: part('query'),
    key: part('key'),
    value: part('value'),
    attentionOutput: part('attentionOutput'),
    feedForwardNorm: part('feedForwardNorm'),
    gate: part('gate'),
    down: part('down'),
    up: part('up'),
  };
}
