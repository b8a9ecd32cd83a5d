import { json } from '../../import/model-folder.ts';

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789.,?!';
/** Words of the tests as one token each; any other is spelled. */
const WORDS = [
  'the',
  'boat',
  'harbour',
  'opens',
  'at',
  'seven',
  'is',
  'good',
  'bad',
  'this',
  'of',
  'a',
  'photo',
];
/** What document models write around their answers. */
const MARKS = ['<s_docvqa>', '<s_question>', '</s_question>', '<s_answer>', '</s_answer>'];

const vocabulary = [
  ...SPECIAL,
  ...LETTERS,
  ...[...LETTERS].map((letter) => `##${letter}`),
  ...WORDS,
  ...MARKS,
];

export const VOCABULARY_SIZE = vocabulary.length;
export const idOf = (token: string): number => vocabulary.indexOf(token);

const special = (content: string) => ({
  id: idOf(content),
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: SPECIAL.includes(content),
});

const begin = { SpecialToken: { id: '[CLS]', type_id: 0 } };
const end = (type_id: number) => ({ SpecialToken: { id: '[SEP]', type_id } });
const part = (id: 'A' | 'B', type_id: number) => ({ Sequence: { id, type_id } });

/** A tokenizer of words and letters, that reads 64 tokens. */
export function tokenizerFiles(tokenizerClass = 'BertTokenizer'): Readonly<Record<string, Blob>> {
  const ends = ['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [idOf(id)], tokens: [id] }]);
  return {
    'tokenizer.json': json({
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: [...SPECIAL, ...MARKS].map(special),
      normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: {
        type: 'TemplateProcessing',
        single: [begin, part('A', 0), end(0)],
        pair: [begin, part('A', 0), end(0), part('B', 1), end(1)],
        special_tokens: Object.fromEntries(ends),
      },
      decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
      },
    }),
    'tokenizer_config.json': json({
      tokenizer_class: tokenizerClass,
      model_max_length: 64,
      pad_token: '[PAD]',
      unk_token: '[UNK]',
      cls_token: '[CLS]',
      sep_token: '[SEP]',
      mask_token: '[MASK]',
    }),
  };
}
