import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/engine/clock.ts';

afterEach(() => vi.useRealTimers());

test('the clock follows one that was set, and a machine that slept', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  const later = Date.now() + 8 * 3600 * 1000;
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(later);
  expect(Math.abs(systemClock.now() - later)).toBeLessThan(1000);
  vi.useRealTimers();
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
});

test('a wait may be longer than a timer of the browser can be', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const month = 31 * 24 * 3600 * 1000;
  const called: string[] = [];
  systemClock.after(month, () => called.push('month'));
  const stop = systemClock.after(month, () => called.push('stopped'));
  vi.advanceTimersByTime(month - 1);
  expect(called).toEqual([]);
  stop();
  vi.advanceTimersByTime(1);
  expect(called).toEqual(['month']);
  expect(vi.getTimerCount()).toBe(0);
});
