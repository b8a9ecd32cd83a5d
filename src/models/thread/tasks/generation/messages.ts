import { z } from 'zod';
import { FlowError } from '../../../../errors/index.ts';

const ROLES = ['system', 'user', 'assistant', 'tool'] as const;

const messageSchema = z.looseObject(
  {
    role: z.enum(ROLES, `has to have one of the roles ${ROLES.join(', ')}`),
    content: z.string('has to have a text as its content'),
  },
  'has to be a map with role and content',
);

/** One turn of a conversation. */
export type Message = z.infer<typeof messageSchema>;

/** A text to go on from, or a conversation to answer. */
export type Prompt = string | readonly Message[];

/**
 * The prompts in the input of a task: a text, a conversation, or a list of texts, which are prompts each for itself.
 * Throws `messages_invalid` with the place of a message that is none.
 */
export function readPrompts(input: unknown): {
  readonly prompts: readonly Prompt[];
  readonly isList: boolean;
} {
  if (typeof input === 'string') return { prompts: [withText(input)], isList: false };
  if (!Array.isArray(input)) throw nothing();
  if (input.length === 0) throw nothing();
  if (input.every((each) => typeof each === 'string')) return { prompts: input.map(withText), isList: true };
  return { prompts: [input.map(messageOf)], isList: false };
}

function messageOf(given: unknown, at: number): Message {
  const { data, error } = messageSchema.safeParse(given);
  if (data !== undefined) return data;
  const hint = 'Such as {role: user, content: "Who are you?"}.';
  const said = error.issues[0]?.message ?? 'is no message';
  throw new FlowError('messages_invalid', `Message ${at + 1} ${said}.`, { hint });
}

function withText(prompt: string): string {
  if (prompt === '') throw nothing();
  return prompt;
}

function nothing(): FlowError {
  const hint = 'Give a text, or messages: [{role: user, content: …}].';
  return new FlowError('input_required', 'text-generation needs a prompt.', { hint });
}
