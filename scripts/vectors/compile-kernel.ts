import { readFile } from 'node:fs/promises';
import loadWabt from 'wabt';
import { inProject } from '../project.ts';

/** The module `src/vectors/scan-kernel.ts`, made of the text in `scan-kernel.wat` beside it. */
export async function compileKernel(): Promise<string> {
  const text = await readFile(inProject('src', 'vectors', 'scan-kernel.wat'), 'utf8');
  const wabt = await loadWabt();
  const parsed = wabt.parseWat('scan-kernel.wat', text, { simd: true });
  try {
    parsed.validate();
    const bytes = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
    const lines = bytes.match(/.{1,96}/g) ?? [];
    return [
      '// Made of scan-kernel.wat by `npx tsx scripts/vectors/build-kernel.ts`; a test compares the two.',
      '',
      '/** The WebAssembly of the scan, as base64. */',
      'export const SCAN_KERNEL = [',
      ...lines.map((line) => `  '${line}',`),
      "].join('');",
      '',
    ].join('\n');
  } finally {
    parsed.destroy();
  }
}
