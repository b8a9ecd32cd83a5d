import {
  DynamicCache,
  LogitsProcessorList,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  random,
  Tensor,
} from '@huggingface/transformers';
import type { JsonWriter } from './json-writer.ts';
import { contextOf, endsOf, settingsOf } from './model-settings.ts';
import type { GenerationOptions } from './options.ts';
import { TextWriter } from './text-writer.ts';
import { TokenChooser } from './token-chooser.ts';
import { TokenText } from './token-text.ts';

export interface WrittenText {
  readonly text: string;
  /** With the one that ends the text. */
  readonly tokens: number;
  /** `stop` where the text came to its end, `length` where there was no room for more. */
  readonly finishReason: 'stop' | 'length';
}

/**
 * So many tokens of a prompt are read at once. A model gives scores for every one of them: for a long prompt at once
 * they take more memory than a page has.
 */
const TOKENS_AT_ONCE = 512;

/** Writes on from some tokens, token by token, until the text is over or there is no more room. */
export async function writeText(
  { model, tokenizer }: { readonly model: PreTrainedModel; readonly tokenizer: PreTrainedTokenizer },
  prompt: readonly number[],
  options: GenerationOptions,
  { json, onText }: { readonly json: JsonWriter | undefined; readonly onText: (text: string) => void },
): Promise<WrittenText> {
  const ends = endsOf(model, tokenizer);
  const { sampling, stops, repetitionPenalty } = options;
  const own = settingsOf(model);
  const writer = new TextWriter({
    tokens:
      json === undefined
        ? new TokenText((ids) => tokenizer.decode([...ids], { skip_special_tokens: true }), prompt)
        : new TokenText((ids) => json.textOf(ids), []),
    stops,
    json,
    ends,
    onText,
  });
  const source = new random.Random(sampling?.seed);
  const choosers = new LogitsProcessorList();
  choosers.push(
    new TokenChooser({
      sampling: sampling && {
        temperature: sampling.temperature ?? own.temperature,
        topK: sampling.topK ?? own.topK,
        topP: sampling.topP ?? own.topP,
      },
      random: () => source.random(),
      json,
      ends,
    }),
  );
  const cache = new DynamicCache();
  // The chooser draws: what the model's own settings say of it is not for the library.
  const common = { do_sample: false, num_beams: 1, num_return_sequences: 1, past_key_values: cache };
  try {
    for (let end = TOKENS_AT_ONCE; end < prompt.length; end += TOKENS_AT_ONCE) {
      await model.generate({ ...inputsOf(prompt.slice(0, end)), ...common, max_new_tokens: 1 });
    }
    await model.generate({
      ...inputsOf(prompt),
      ...common,
      eos_token_id: [...ends],
      max_new_tokens: Math.min(options.maxNewTokens, contextOf(model, tokenizer) - prompt.length),
      ...(repetitionPenalty !== undefined && { repetition_penalty: repetitionPenalty }),
      logits_processor: choosers,
      stopping_criteria: writer,
    });
  } finally {
    // A cancellation ends the run in the middle; what lies on a GPU is not given back by itself.
    await cache.dispose();
  }
  writer.finish();
  return { text: writer.text, tokens: writer.count, finishReason: writer.isOver ? 'stop' : 'length' };
}

function inputsOf(ids: readonly number[]): Record<string, Tensor> {
  const shape = [1, ids.length];
  return {
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
  };
}
