import type { Evaluation } from '../evaluation/evaluation.ts';
import { MAX_DATA_DEPTH } from '../evaluation/limits.ts';

/** Reads a text as JSON. How deep it nests is looked at before: not every engine reads without recursion. */
export function parseJson(text: string, run: Evaluation): unknown {
  run.spendText(text.length);
  // To make the many small values that a text may hold takes longer than to go through its characters.
  run.spend(text.length >>> 3);
  if (jsonDepth(text) > MAX_DATA_DEPTH) {
    throw run.error('evaluation_limit', `This JSON nests more than ${MAX_DATA_DEPTH} levels deep.`);
  }
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw run.error('evaluation_failed', `This text is no JSON: ${why}`);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The most brackets that are open at once, outside of texts. */
function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) inText = !inText;
    else if (inText) {
      if (code === BACKSLASH) at++;
    } else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth--;
  }
  return deepest;
}
