import type { Piece } from './vocabulary.ts';

/** How many pieces at the start are marks, not text. */
const MARKS = 3;

/** The `tokenizer.json` of a vocabulary of SentencePiece, which puts pieces together by their scores. */
export function tokenizerFile(pieces: readonly Piece[]) {
  const mark = (id: number) => ({
    id,
    content: pieces[id]?.text ?? '',
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const begin = pieces[1]?.text ?? '';
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: Array.from({ length: MARKS }, (_, id) => mark(id)),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    },
    pre_tokenizer: null,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: begin, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [
        { SpecialToken: { id: begin, type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: begin, type_id: 1 } },
        { Sequence: { id: 'B', type_id: 1 } },
      ],
      special_tokens: { [begin]: { id: begin, ids: [1], tokens: [begin] } },
    },
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        { type: 'Strip', content: ' ', start: 1, stop: 0 },
      ],
    },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: pieces[0]?.text ?? '',
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      vocab: Object.fromEntries(pieces.map(({ text }, id) => [text, id])),
      merges: mergesOf(pieces).map(([left, right]) => `${left} ${right}`),
    },
  };
}

/** Every two pieces that are a third one side by side, those first that are put together most gladly. */
function mergesOf(pieces: readonly Piece[]): [string, string][] {
  const ids = new Map(pieces.map(({ text }, id) => [text, id]));
  const merges: { readonly pair: [string, string]; readonly rank: readonly number[] }[] = [];
  for (const [id, { text, score }] of pieces.entries()) {
    if (id < MARKS) continue;
    const characters = [...text];
    for (let cut = 1; cut < characters.length; cut++) {
      const [left, right] = [characters.slice(0, cut).join(''), characters.slice(cut).join('')];
      const [first, second] = [ids.get(left), ids.get(right)];
      if (first === undefined || second === undefined) continue;
      merges.push({ pair: [left, right], rank: [-score, id, first, second] });
    }
  }
  return merges.sort((a, b) => compare(a.rank, b.rank)).map(({ pair }) => pair);
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((each, at) => each - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
