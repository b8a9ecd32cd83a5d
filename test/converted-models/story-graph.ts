import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { floats, floatsOf, loadGraph, wholeNumbers } from './bare-runtime.ts';

/** What a graph was told so far. */
export interface Told {
  readonly count: number;
  readonly keysAndValues: Readonly<Record<string, Tensor>>;
}

export interface Shape {
  readonly layers: number;
  readonly heads: number;
  readonly headWidth: number;
}

/** A graph of a Llama, fed by hand. */
export class StoryGraph {
  readonly #session: InferenceSession;
  readonly #shape: Shape;

  private constructor(session: InferenceSession, shape: Shape) {
    this.#session = session;
    this.#shape = shape;
  }

  static async load(bytes: Uint8Array, shape: Shape): Promise<StoryGraph> {
    return new StoryGraph(await loadGraph(bytes), shape);
  }

  /** Nothing. */
  nothing(batch = 1): Told {
    const { layers, heads, headWidth } = this.#shape;
    const empty = () => floats(new Float32Array(0), [batch, heads, 0, headWidth]);
    const names = Array.from({ length: layers }, (_, at) => [`${at}.key`, `${at}.value`]).flat();
    return { count: 0, keysAndValues: Object.fromEntries(names.map((name) => [name, empty()])) };
  }

  /**
   * Tells it tokens, and gives the logits of those at the end, one after the other.
   *
   * @param asked how many at the end; 0 for all
   */
  async tell(
    tokens: readonly number[],
    told: Told = this.nothing(),
    asked = 0,
  ): Promise<{ readonly logits: Float32Array; readonly told: Told }> {
    const all = told.count + tokens.length;
    const positions = tokens.map((_, at) => told.count + at);
    return this.#run([tokens], [Array.from({ length: all }, () => 1)], [positions], told, asked);
  }

  /** Tells it texts of several lengths at once; the shorter ones begin with tokens that are hidden. */
  async tellTogether(texts: readonly (readonly number[])[]): Promise<Float32Array> {
    const length = Math.max(...texts.map((text) => text.length));
    const padded = (fill: (text: readonly number[], at: number) => number): number[][] =>
      texts.map((text) => Array.from({ length }, (_, at) => fill(text, at - (length - text.length))));
    const { logits } = await this.#run(
      padded((text, at) => text[at] ?? 0),
      padded((_, at) => (at < 0 ? 0 : 1)),
      padded((_, at) => Math.max(0, at)),
      this.nothing(texts.length),
      1,
    );
    return logits;
  }

  async #run(
    tokens: readonly (readonly number[])[],
    mask: readonly (readonly number[])[],
    positions: readonly (readonly number[])[],
    told: Told,
    asked: number,
  ): Promise<{ readonly logits: Float32Array; readonly told: Told }> {
    const tensor = (rows: readonly (readonly number[])[]): Tensor =>
      wholeNumbers(rows.flat(), [rows.length, rows[0]?.length ?? 0]);
    const past = Object.entries(told.keysAndValues).map(([name, value]) => [
      `past_key_values.${name}`,
      value,
    ]);
    const outputs = await this.#session.run({
      input_ids: tensor(tokens),
      attention_mask: tensor(mask),
      position_ids: tensor(positions),
      num_logits_to_keep: wholeNumbers([asked], []),
      ...Object.fromEntries(past),
    });
    const present = Object.keys(told.keysAndValues).map((name) => [name, outputs[`present.${name}`]]);
    return {
      logits: floatsOf(outputs, 'logits'),
      told: { count: told.count + (tokens[0]?.length ?? 0), keysAndValues: Object.fromEntries(present) },
    };
  }
}
