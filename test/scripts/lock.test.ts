import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { missingOptionals } from '../../scripts/lock/missing-optionals.ts';
import { inProject } from '../../scripts/project.ts';

const lock = JSON.parse(await readFile(inProject('package-lock.json'), 'utf8'));

test('package-lock.json has the packages for every system, or `npm ci` refuses it: scripts/lock/complete-lock.ts', () => {
  expect(missingOptionals(lock)).toEqual([]);
});

test('package-lock.json names no registry, so that each user can have their own', () => {
  expect(
    Object.entries(lock.packages).filter(([, value]) => Object.hasOwn(Object(value), 'resolved')),
  ).toEqual([]);
});

test('a missing package is found beside its parent, or in it where another version is in the way', () => {
  const tool = {
    version: '2.0.0',
    dev: true,
    optionalDependencies: { 'tool-linux': '2.0.0', 'tool-mac': '2.0.0' },
  };
  const packages = {
    '': {},
    'node_modules/a/node_modules/tool': tool,
    'node_modules/tool-linux': { version: '2.0.0' },
    'node_modules/b': { optionalDependencies: { 'tool-linux': '1.0.0', any: '^1.0.0' } },
    'node_modules/any': { version: '1.5.0' },
  };
  expect(missingOptionals({ packages })).toEqual([
    { path: 'node_modules/a/node_modules/tool-mac', name: 'tool-mac', version: '2.0.0', dev: true },
    { path: 'node_modules/b/node_modules/tool-linux', name: 'tool-linux', version: '1.0.0', dev: false },
  ]);
});
