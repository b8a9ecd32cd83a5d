import type { PreTrainedModel, PreTrainedTokenizer } from '@huggingface/transformers';
import { FlowError } from '../../../../errors/index.ts';
import type { Message, Prompt } from './messages.ts';
import { contextOf } from './model-settings.ts';

/** A model and what reads and writes its tokens. */
export interface Writer {
  readonly model: PreTrainedModel;
  readonly tokenizer: PreTrainedTokenizer;
}

/**
 * The tokens that a model goes on from. A conversation is written by the model's own template, a text is left as it is,
 * as in transformers.js; with a system text it is the first turn of a conversation. Throws `prompt_too_long` where
 * nothing could be written after it.
 */
export function readPrompt(
  { model, tokenizer }: Writer,
  prompt: Prompt,
  system: string | undefined,
): number[] {
  const ids = encode(tokenizer, prompt, system);
  const context = contextOf(model, tokenizer);
  if (ids.length === 0)
    throw new FlowError('input_required', 'The prompt has no token that the model knows.');
  if (ids.length < context) return ids;
  const message = `The prompt has ${ids.length} tokens, and the model reads and writes ${context} together.`;
  const hint = 'Shorten it, or take a model with a longer context. A long text can be worked on in parts.';
  throw new FlowError('prompt_too_long', message, { hint });
}

function encode(tokenizer: PreTrainedTokenizer, prompt: Prompt, system: string | undefined): number[] {
  if (typeof prompt === 'string' && system === undefined) {
    const add_special_tokens = (tokenizer.add_bos_token || tokenizer.add_eos_token) ?? false;
    return tokenizer.encode(prompt, { add_special_tokens });
  }
  if (tokenizer.chat_template === null) {
    const hint = 'Give it a text to go on from, without "system", or take a model that is made for chats.';
    throw new FlowError(
      'chat_template_missing',
      'The model has no chat template, and so takes no messages.',
      {
        hint,
      },
    );
  }
  const said: readonly Message[] = typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt;
  const messages = system === undefined ? said : [{ role: 'system' as const, content: system }, ...said];
  return tokenizer.encode(written(tokenizer, messages), { add_special_tokens: false });
}

function written(tokenizer: PreTrainedTokenizer, messages: readonly Message[]): string {
  try {
    // Without tokens asked for it is a text.
    return tokenizer.apply_chat_template([...messages], {
      tokenize: false,
      add_generation_prompt: true,
    }) as string;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    const hint = 'Many models want user and assistant by turns, the user first, and the system text before.';
    throw new FlowError('messages_invalid', `The model's chat template refuses these messages: ${said}`, {
      hint,
      cause,
    });
  }
}
