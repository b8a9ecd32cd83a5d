import type { PreTrainedModel, PreTrainedTokenizer } from '@huggingface/transformers';

/** What a model's files say of how it writes, under the names that kinds of models have for it. */
type Settings = Readonly<Record<string, unknown>>;

/** What transformers.js, and the library that models come from, take where nothing is said. */
const OTHERWISE = { temperature: 1, topK: 50, topP: 1 };
const CONTEXT_NAMES = ['max_position_embeddings', 'n_positions', 'n_ctx', 'max_seq_len', 'seq_length'];
/** Tokenizers without a limit of their own say a number with thirty digits. */
const NO_LIMIT = 10_000_000;

/** How many tokens a model reads and writes together. */
export function contextOf(model: PreTrainedModel, tokenizer: PreTrainedTokenizer): number {
  const config = configOf(model);
  const said = CONTEXT_NAMES.map((name) => config[name]).find((value) => typeof value === 'number');
  if (typeof said === 'number') return said;
  const { model_max_length } = tokenizer;
  return Math.min(model_max_length, NO_LIMIT);
}

/** The tokens that end an answer. */
export function endsOf(model: PreTrainedModel, tokenizer: PreTrainedTokenizer): readonly number[] {
  const said =
    generationOf(model)['eos_token_id'] ?? configOf(model)['eos_token_id'] ?? tokenizer.eos_token_id;
  return [said].flat().filter((id) => typeof id === 'number');
}

/** How a model draws tokens where the caller does not say. */
export function settingsOf(model: PreTrainedModel): typeof OTHERWISE {
  const { temperature, top_k, top_p } = generationOf(model);
  const number = (value: unknown, otherwise: number): number =>
    typeof value === 'number' && value > 0 ? value : otherwise;
  return {
    temperature: number(temperature, OTHERWISE.temperature),
    topK: typeof top_k === 'number' ? top_k : OTHERWISE.topK,
    topP: number(top_p, OTHERWISE.topP),
  };
}

function configOf({ config }: PreTrainedModel): Settings {
  const settings = config as unknown as Settings;
  const { text_config } = settings;
  return typeof text_config === 'object' && text_config !== null ? { ...settings, ...text_config } : settings;
}

/** What generation_config.json says, where a model has that file. */
function generationOf({ generation_config }: PreTrainedModel): Settings {
  return (generation_config ?? {}) as unknown as Settings;
}
