import { expect, test } from 'vitest';
import { type Evictable, MemoryBudget } from '../../../src/models/host/memory-budget.ts';

class Model implements Evictable {
  isLoaded = true;
  isIdle = true;
  readonly memory = 100;
  readonly lastUsed: number;

  constructor(lastUsed: number) {
    this.lastUsed = lastUsed;
  }

  evict(): void {
    this.isLoaded = false;
  }
}

function budgetWith(limit: number, ...models: readonly Model[]): MemoryBudget {
  const budget = new MemoryBudget(limit);
  for (const model of models) budget.add(model);
  return budget;
}

test('the model that was not used for the longest time goes, and no more than have to', () => {
  const [newest, oldest, middle] = [new Model(3), new Model(1), new Model(2)];
  const newcomer = new Model(4);
  newcomer.isLoaded = false;
  budgetWith(300, newest, oldest, middle, newcomer).makeRoom(newcomer);
  expect([newest, oldest, middle].map(({ isLoaded }) => isLoaded)).toEqual([true, false, true]);
});

test('a model in use is never ended, also where there is no room then', () => {
  const busy = new Model(1);
  busy.isIdle = false;
  const newcomer = new Model(2);
  newcomer.isLoaded = false;
  const budget = budgetWith(100, busy, newcomer);
  budget.makeRoom(newcomer);
  expect(busy.isLoaded).toBe(true);
  expect(budget.hasRoomFor(1)).toBe(false);
});
