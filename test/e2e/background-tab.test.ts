import { expect, test } from 'vitest';
import { measureBackgroundTab } from '../background-tab/measure-background-tab.ts';

test('a tab behind another one does its runs and tasks, and its engine is not taken for one that hangs', async () => {
  const { inFront, behind, longBehind } = await measureBackgroundTab({ seconds: 1, tasks: 20, grace: 1 });
  expect([inFront, behind, longBehind].map(({ visibility }) => visibility)).toEqual([
    'visible',
    'hidden',
    'hidden',
  ]);
  // The browser does slow the page down: had it not, the rest would show nothing.
  expect(longBehind.page).toBeLessThan(inFront.page / 4);
}, 120_000);
