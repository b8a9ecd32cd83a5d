import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inProject } from '../../scripts/project.ts';
import { MODEL_TASKS, type ModelTask } from '../../src/executors/model-tasks.ts';

const document = readFileSync(inProject('docs', 'models.md'), 'utf8');

/** The rows of the table of tasks: name, what it takes, and what besides. */
function rows(): readonly (readonly string[])[] {
  const [, section = ''] = document.split('\n## Tasks\n');
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| `([\w-]+)` \| (\w+) \| (?:`(\w+)`)? ?\|/gm)].map(([, ...cells]) =>
    cells.map((cell) => cell ?? ''),
  );
}

test('docs/models.md lists every task, with what it takes', () => {
  const tasks: readonly (readonly [string, ModelTask])[] = Object.entries(MODEL_TASKS);
  expect([...rows()].sort()).toEqual(
    tasks.map(([name, { takes, besides }]) => [name, takes, besides ?? '']).sort(),
  );
});
