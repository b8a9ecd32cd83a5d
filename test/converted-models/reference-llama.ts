/**
 * A Llama computed by hand from the bytes of a llama2.c checkpoint, a token at a time: what the converted graphs are held
 * against. It shares no code with them: neighbours are turned as pairs, by the angles that the file itself holds.
 */
export class ReferenceLlama {
  readonly #width: number;
  readonly #hidden: number;
  readonly #layers: number;
  readonly #heads: number;
  readonly #words: number;
  readonly #context: number;
  readonly #floats: Float32Array;
  readonly #places: Readonly<Record<string, number>>;
  /** Keys and values of the tokens so far, by layer. */
  #earlier: { readonly keys: Float64Array[]; readonly values: Float64Array[] }[] = [];

  constructor(bytes: Uint8Array) {
    const copy = new Uint8Array(bytes);
    const header = new Int32Array(copy.buffer, 0, 7);
    const [width = 0, hidden = 0, layers = 0, heads = 0, , words = 0, context = 0] = header;
    this.#width = width;
    this.#hidden = hidden;
    this.#layers = layers;
    this.#heads = heads;
    this.#words = words;
    this.#context = context;
    this.#floats = new Float32Array(copy.buffer, 28);
    const sizes = {
      embedding: words * width,
      attentionNorm: layers * width,
      query: layers * width * width,
      key: layers * width * width,
      value: layers * width * width,
      output: layers * width * width,
      feedNorm: layers * width,
      gate: layers * hidden * width,
      down: layers * width * hidden,
      up: layers * hidden * width,
      norm: width,
      cosines: (context * width) / heads / 2,
      sines: 0,
    };
    let at = 0;
    const places: Record<string, number> = {};
    for (const [name, size] of Object.entries(sizes)) {
      places[name] = at;
      at += size;
    }
    this.#places = places;
    this.reset();
  }

  /** Forgets the tokens so far. */
  reset(): void {
    this.#earlier = Array.from({ length: this.#layers }, () => ({ keys: [], values: [] }));
  }

  /** Takes the next token, and gives how likely each token is to come after it, before softmax. */
  next(token: number): Float64Array {
    const width = this.#width;
    const position = this.#earlier[0]?.keys.length ?? 0;
    if (position >= this.#context) throw new Error(`It has learnt ${this.#context} tokens and no more.`);
    const start = this.#place('embedding') + token * width;
    const state = Float64Array.from(this.#floats.subarray(start, start + width));
    for (let layer = 0; layer < this.#layers; layer++) {
      add(state, this.#attention(layer, this.#norm(state, 'attentionNorm', layer), position));
      const input = this.#norm(state, 'feedNorm', layer);
      const gate = this.#product('gate', layer, input, this.#hidden);
      const up = this.#product('up', layer, input, this.#hidden);
      const open = gate.map((value, at) => (value / (1 + Math.exp(-value))) * (up[at] ?? 0));
      add(state, this.#product('down', layer, open, width));
    }
    return this.#product('embedding', 0, this.#norm(state, 'norm', 0), this.#words);
  }

  #attention(layer: number, input: Float64Array, position: number): Float64Array {
    const width = this.#width;
    const size = width / this.#heads;
    const query = this.#turned(this.#product('query', layer, input, width), position);
    const { keys = [], values = [] } = this.#earlier[layer] ?? {};
    keys.push(this.#turned(this.#product('key', layer, input, width), position));
    values.push(this.#product('value', layer, input, width));
    const seen = new Float64Array(width);
    for (let head = 0; head < width; head += size) {
      const scores = keys.map((key) => {
        let sum = 0;
        for (let at = head; at < head + size; at++) sum += (query[at] ?? 0) * (key[at] ?? 0);
        return sum / Math.sqrt(size);
      });
      const most = Math.max(...scores);
      const shares = scores.map((score) => Math.exp(score - most));
      const total = shares.reduce((sum, share) => sum + share, 0);
      for (const [then, share] of shares.entries()) {
        for (let at = head; at < head + size; at++) {
          seen[at] = (seen[at] ?? 0) + (share / total) * (values[then]?.[at] ?? 0);
        }
      }
    }
    return this.#product('output', layer, seen, width);
  }

  #turned(values: Float64Array, position: number): Float64Array {
    const half = this.#width / this.#heads / 2;
    const sines = this.#place('cosines') + this.#context * half;
    const turned = values.slice();
    for (let at = 0; at < values.length; at += 2) {
      const angle = position * half + ((at / 2) % half);
      const cosine = this.#floats[this.#place('cosines') + angle] ?? 0;
      const sine = this.#floats[sines + angle] ?? 0;
      const [a, b] = [values[at] ?? 0, values[at + 1] ?? 0];
      turned[at] = a * cosine - b * sine;
      turned[at + 1] = a * sine + b * cosine;
    }
    return turned;
  }

  #norm(state: Float64Array, name: string, layer: number): Float64Array {
    const squares = state.reduce((sum, value) => sum + value * value, 0);
    const scale = 1 / Math.sqrt(squares / state.length + 1e-5);
    const weights = this.#place(name) + layer * state.length;
    return state.map((value, at) => value * scale * (this.#floats[weights + at] ?? 0));
  }

  #product(name: string, layer: number, input: Float64Array, rows: number): Float64Array {
    const weights = this.#place(name) + layer * rows * input.length;
    return Float64Array.from({ length: rows }, (_, row) => {
      const from = weights + row * input.length;
      let sum = 0;
      for (let at = 0; at < input.length; at++) sum += (this.#floats[from + at] ?? 0) * (input[at] ?? 0);
      return sum;
    });
  }

  #place(name: string): number {
    const place = this.#places[name];
    if (place === undefined) throw new Error(`There is no ${name}.`);
    return place;
  }
}

function add(to: Float64Array, more: Float64Array): void {
  for (const [at, value] of more.entries()) to[at] = (to[at] ?? 0) + value;
}
