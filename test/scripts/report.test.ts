import { expect, test } from 'vitest';
import { reportTo } from '../../scripts/report.ts';

function output(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

test('in a log a download shows a line for each quarter', () => {
  const out = output(false);
  const meter = reportTo(out).meter('model', 40_000_000);
  for (let bytes = 1_000_000; bytes <= 40_000_000; bytes += 1_000_000) meter.at(bytes);
  meter.end();
  expect(out.written).toHaveLength(5);
  expect(out.written.at(-1)).toBe('model  40.0 MB of 40.0 MB (100 %)\n');
});

test('on a terminal it is one line that changes', () => {
  const out = output(true);
  const meter = reportTo(out).meter('model', 40_000_000);
  meter.at(20_000_000);
  meter.at(40_000_000);
  meter.end();
  expect(out.written.join('').split('\n')).toHaveLength(2);
  expect(out.written[0]).toContain('20.0 MB of 40.0 MB (50 %)');
  expect(out.written.join('')).toContain('(100 %)\n');
});
