import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../project.ts';

/** Sentences that are neither a heading nor half a page, in characters. */
const SHORTEST = 40;
const LONGEST = 240;

/**
 * English sentences that people wrote: those of this project's docs and of the READMEs of the packages that it has
 * installed, whose versions the lock file pins. Each once, spread evenly over all that there are.
 */
export async function realSentences(count: number): Promise<readonly string[]> {
  const sentences = new Set<string>();
  for (const file of await documents()) {
    for (const sentence of sentencesIn(await readFile(file, 'utf8'))) sentences.add(sentence);
  }
  const all = [...sentences].sort();
  if (all.length < count) throw new Error(`There are only ${all.length} sentences, not ${count}.`);
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)] as string);
}

async function documents(): Promise<readonly string[]> {
  const folders = [inProject('docs'), inProject('node_modules')];
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
    ),
  );
  return files.flat().filter((file) => /\.md$/i.test(file));
}

function sentencesIn(markdown: string): readonly string[] {
  const prose = markdown
    .replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '\n\n')
    .split(/\n{2,}/)
    .filter((paragraph) => /^[A-Z]/.test(paragraph.trim()) && !paragraph.includes('|'))
    .map((paragraph) => paragraph.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\s+/g, ' '));
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  return prose
    .flatMap((paragraph) => [...segmenter.segment(paragraph)].map(({ segment }) => segment.trim()))
    .filter((sentence) => sentence.length >= SHORTEST && sentence.length <= LONGEST)
    .filter((sentence) => /^[A-Z][^<>{}]*[.!?]$/.test(sentence));
}
