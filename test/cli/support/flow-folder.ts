import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A new folder of its own for the flows of a test. */
export function flowFolder() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'promptflow-cli-')));
  return {
    folder,
    read: (name: string): string => readFileSync(join(folder, name), 'utf8'),
    file(name: string, text: string): string {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
  };
}
