import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { inProject } from '../../scripts/project.ts';

/** What the originals answer, in full precision: made by `npx tsx scripts/models/golden-answers.ts`. */
const goldenAnswers = z.object({
  stories: z.array(
    z.object({
      text: z.string(),
      /** The text's own, then those that the original goes on with, always the most likely one. */
      tokens: z.array(z.int()),
      /** How many of them are the text's own. */
      given: z.int(),
    }),
  ),
  mobilenet: z.array(z.object({ photo: z.enum(['harbour', 'mountains']), logits: z.array(z.number()) })),
  cocoSsd: z.array(
    z.object({
      photo: z.enum(['harbour', 'mountains']),
      /** All that it is sure of by more than 0.3: the place of the box, that of the kind, and what is said of them. */
      found: z.array(
        z.object({ at: z.int(), kind: z.int(), score: z.number(), box: z.array(z.number()).length(4) }),
      ),
    }),
  ),
});

export type GoldenAnswers = z.infer<typeof goldenAnswers>;

export const goldenAnswersFile = inProject('test', 'fixtures', 'converted-models', 'answers.json');

export async function readGoldenAnswers(): Promise<GoldenAnswers> {
  return goldenAnswers.parse(JSON.parse(await readFile(goldenAnswersFile, 'utf8')));
}
