import { expect, test } from 'vitest';
import { FlowError } from '../../../src/errors/index.ts';
import { CoreScheduler } from '../../../src/models/host/core-scheduler.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('no more cores are out than there are, and who asked first is served first', async () => {
  const cores = new CoreScheduler(2);
  const order: string[] = [];
  const take = async (name: string, wanted: number): Promise<() => void> => {
    const giveBack = await cores.take(wanted);
    order.push(name);
    return giveBack;
  };
  const first = await take('one', 1);
  const both = take('two', 2);
  const third = take('three', 1);
  await turn();
  // A single core is free, and yet the third waits: else the one that wants both might wait for ever.
  expect(order).toEqual(['one']);
  first();
  const giveBoth = await both;
  expect(order).toEqual(['one', 'two']);
  giveBoth();
  giveBoth();
  (await third)();
  expect(order).toEqual(['one', 'two', 'three']);
  await Promise.all([take('four', 1), take('five', 1)]);
  let isServed = false;
  void take('six', 1).then(() => {
    isServed = true;
  });
  await turn();
  expect(isServed).toBe(false);
});

test('who wants more than there are gets all; who leaves lets the next one pass', async () => {
  const cores = new CoreScheduler(1);
  const all = await cores.take(4);
  const leaving = new AbortController();
  const left = cores.take(1, leaving.signal);
  const next = cores.take(1);
  leaving.abort(new FlowError('cancelled', 'enough'));
  await expect(left).rejects.toMatchObject({ code: 'cancelled' });
  all();
  (await next)();
});
