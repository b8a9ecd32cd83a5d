import { expect, test } from 'vitest';
import { type MetadataFilter, matchesFilter } from '../../src/executors/index.ts';

const book = { title: 'Emma', year: 1815, tags: ['novel', 'english'], read: true, shelf: null };

test.each<[string, MetadataFilter, boolean]>([
  ['no rule', {}, true],
  ['an equal text', { title: 'Emma' }, true],
  ['another text', { title: 'emma' }, false],
  ['a number is no text', { year: '1815' }, false],
  ['true', { read: true }, true],
  ['null', { shelf: null }, true],
  ['null is not what is not there', { loan: null }, false],
  ['any of a list', { year: [1813, 1815] }, true],
  ['none of a list', { year: [1813, 1814] }, false],
  ['one of the values that a list has', { tags: 'novel' }, true],
  ['none of the values that a list has', { tags: ['poem'] }, false],
  ['all keys at once', { title: 'Emma', year: 1816 }, false],
  ['gt', { year: { gt: 1815 } }, false],
  ['gte', { year: { gte: 1815 } }, true],
  ['lt', { year: { lt: 1815 } }, false],
  ['lte', { year: { lte: 1815 } }, true],
  ['a range', { year: { gte: 1800, lt: 1810 } }, false],
  ['texts by their order', { title: { gt: 'Elinor', lt: 'Fanny' } }, true],
  ['a text is never less than a number', { title: { lt: 2000 } }, false],
  ['in', { title: { in: ['Emma', 'Persuasion'] } }, true],
  ['not', { title: { not: 'Emma' } }, false],
  ['not any of a list', { year: { not: [1813, 1814] } }, true],
  ['not, of what is not there', { loan: { not: 'Anna' } }, true],
  ['exists', { shelf: { exists: true } }, true],
  ['exists not', { loan: { exists: false } }, true],
  ['exists not, where it does', { year: { exists: false } }, false],
  ['a name that every object has', { constructor: { exists: true } }, false],
  ['an empty rule', { year: {} }, true],
])('%s', (_, filter, passes) => {
  expect(matchesFilter(book, filter)).toBe(passes);
});
