import { expect, test } from 'vitest';
import { cacheFolder } from '../../../scripts/models/cache-folder.ts';

test.each([
  ['linux', {}, '/home/me/.cache/prompt-flow'],
  ['linux', { XDG_CACHE_HOME: '/big/cache' }, '/big/cache/prompt-flow'],
  ['darwin', {}, '/home/me/Library/Caches/prompt-flow'],
  ['darwin', { PROMPTFLOW_CACHE: '/mine', XDG_CACHE_HOME: '/x' }, '/mine'],
] as const)('on %s with %o downloads are kept in %s', (platform, env, expected) => {
  expect(cacheFolder({ platform, env, home: '/home/me' })).toBe(expected);
});
