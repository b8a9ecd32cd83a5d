import { type PreTrainedTokenizer, TextStreamer } from '@huggingface/transformers';

/** Hands on a text that grows, to tasks that write. */
export function growingText(tokenizer: PreTrainedTokenizer, onPartial: (text: string) => void): TextStreamer {
  let text = '';
  return new TextStreamer(tokenizer, {
    skip_prompt: true,
    skip_special_tokens: true,
    callback_function: (piece: string) => {
      text += piece;
      onPartial(text.trim());
    },
  });
}
