import { describe, expect, it } from 'vitest';
import { callbackEventName } from '../../src/element/callback-event.ts';
import { secondsUntil, timeLeftText } from '../../src/element/question/time-left.ts';

describe('the time that is left to answer', () => {
  it.each([
    [0, 'The time is over'],
    [1, '1 s left'],
    [59, '59 s left'],
    [65, '1 min 5 s left'],
    [3600, '1 h 0 min left'],
    [7830, '2 h 10 min left'],
  ])('%d s', (seconds, text) => expect(timeLeftText(seconds)).toBe(text));

  it('counts a second as left until it is over, and never below zero', () => {
    expect(secondsUntil(10_000, 9001)).toBe(1);
    expect(secondsUntil(10_000, 10_000)).toBe(0);
    expect(secondsUntil(10_000, 99_000)).toBe(0);
  });
});

describe('the name of a callback', () => {
  it.each(['flow-callback', 'invoice-ready', 'reportReady', 'order_done', 'app:saved'])(
    '%s is its own',
    (name) => expect(callbackEventName(name)).toBe(name),
  );

  it.each([
    '',
    'run-finished',
    'run-event',
    'flow-loaded',
    'prompt-flow-answer',
    'focusin',
    'touchstart',
    'DOMContentLoaded',
  ])('"%s" belongs to somebody else', (name) => expect(callbackEventName(name)).toBe(`callback-${name}`));
});
