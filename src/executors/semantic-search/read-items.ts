import { FlowError } from '../../errors/index.ts';
import type { VectorItem } from '../vector-access.ts';
import type { GivenItem } from './config.ts';

export type TextItem = Omit<VectorItem, 'vector'>;

/**
 * Gives each item its id. An item that has none is known by its text, so the same text without an id is one item.
 * Rejects with `input_required` for an empty text, and with `invalid_config` for two items of one id.
 */
export async function readItems(given: readonly GivenItem[]): Promise<readonly TextItem[]> {
  const items = new Map<string, TextItem>();
  const named = new Set<string>();
  for (const [place, one] of given.entries()) {
    const {
      id: ownId,
      text,
      metadata,
    } = typeof one === 'string' ? { id: undefined, text: one, metadata: {} } : one;
    if (text.trim() === '') {
      const hint = 'Leave items without a text out.';
      throw new FlowError('input_required', `The text of item ${place + 1} is empty.`, { hint });
    }
    const id = ownId === undefined ? await idOf(text) : String(ownId);
    if (named.has(id)) {
      const hint = 'Give each item an id of its own, or leave ids out.';
      throw new FlowError('invalid_config', `Two items have the id "${id}".`, { hint });
    }
    if (ownId !== undefined) named.add(id);
    items.set(id, { id, text, metadata });
  }
  return [...items.values()];
}

async function idOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest, 0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
