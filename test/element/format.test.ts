import { describe, expect, it } from 'vitest';
import { formatByteProgress, formatBytes } from '../../src/element/format/bytes.ts';
import { formatClock, formatDuration, formatElapsed } from '../../src/element/format/duration.ts';
import { formatCount, formatNumber, formatPercent } from '../../src/element/format/number.ts';
import { readableName } from '../../src/element/format/readable-name.ts';

describe('bytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [999_960, '1.0 MB'],
    [43_800_000, '43.8 MB'],
    [1_500_000_000, '1.5 GB'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it('shows progress in the unit of the whole', () => {
    expect(formatByteProgress(12_300_000, 43_800_000)).toBe('12.3 of 43.8 MB');
    expect(formatByteProgress(20_000, 43_800_000)).toBe('0.0 of 43.8 MB');
    expect(formatByteProgress(12_300_000)).toBe('12.3 MB');
  });
});

describe('time', () => {
  it.each([
    [0, '< 1 ms'],
    [0.0006, '1 ms'],
    [0.24, '240 ms'],
    [0.9996, '1.0 s'],
    [2.44, '2.4 s'],
    [59.96, '1 min 0 s'],
    [72, '1 min 12 s'],
  ])('%d s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it('never changes unit below a minute while it runs, and is never below zero', () => {
    expect(formatElapsed(0.2)).toBe('0.2 s');
    expect(formatElapsed(-1)).toBe('0.0 s');
  });

  it('tells a recording by its clock', () => {
    expect(formatClock(7.9)).toBe('0:07');
    expect(formatClock(61)).toBe('1:01');
  });
});

describe('numbers and names', () => {
  it.each([
    [12345, '12,345'],
    [0.742, '0.742'],
    [0.12345678, '0.1235'],
    [0.00001234, '1.23e-5'],
    [Number.NaN, 'NaN'],
    [10n, '10'],
  ])('%s is %s', (number, text) => expect(formatNumber(number)).toBe(text));

  it('counts and shares', () => {
    expect(formatPercent(0.742)).toBe('74.2%');
    expect(formatCount(1, 'item')).toBe('1 item');
    expect(formatCount(1200, 'item')).toBe('1,200 items');
  });

  it('reads names as words', () => {
    expect(readableName('voice-note')).toBe('Voice note');
    expect(readableName('processed_text')).toBe('Processed text');
    expect(readableName('_')).toBe('_');
  });
});
