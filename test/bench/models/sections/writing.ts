import type { Row, Settings } from '../job.ts';
import { WRITING_MODEL } from '../job.ts';
import { Ours } from '../peers/ours.ts';
import { startTransformers } from '../peers/peer.ts';
import { type Contender, inRounds, timed } from '../rounds.ts';
import { named, threadCounts } from '../threads.ts';

const PROMPT = 'Once upon a time, there was a little girl named Lily.';
const TOKENS = 128;

/** Tokens that are written in a second, the likeliest each time, so that both write the same. */
export async function measureWriting(
  { slowRounds, warmUp }: Settings,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const contenders: Contender[] = [];
  const ends: (() => void)[] = [];
  let text: string | undefined;
  const requireSame = (written: string): void => {
    text ??= written;
    if (written !== text) throw new Error(`They write two texts.\n${text}\n${written}`);
  };
  for (const threads of threadCounts()) {
    const ours = new Ours(threads);
    const theirs = await startTransformers(threads, 'text-generation');
    ends.push(() => ours.close(), theirs.close);
    const spec = { task: 'text-generation', model: WRITING_MODEL };
    const write = async (): Promise<void> => {
      const { output } = await ours.host.run(spec, PROMPT, { options: { max_new_tokens: TOKENS } });
      requireSame((output as { generated_text: string }[])[0]?.generated_text ?? '');
    };
    const generate = async (): Promise<void> => requireSame(await theirs.api.write(PROMPT, TOKENS));
    if (warmUp) {
      await write();
      await generate();
    }
    const pace = (work: () => Promise<unknown>) => async () => TOKENS / ((await timed(work)) / 1000);
    contenders.push(
      { name: `${named(threads)}: ours`, measure: pace(write) },
      { name: `${named(threads)}: transformers.js`, measure: pace(generate) },
    );
  }
  const values = await inRounds(slowRounds, contenders, say);
  for (const end of ends) end();
  return [...values].map(([name, each]) => ({
    section: 'writing',
    case: name,
    unit: 'tokens/s',
    values: each,
  }));
}
