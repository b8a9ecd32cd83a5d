import { describe, expect, it } from 'vitest';
import { readEntry } from '../../src/studio/catalogue.ts';
import { flowAddress, routeOf } from '../../src/studio/route.ts';

describe('addresses', () => {
  it.each([
    ['', { page: 'gallery' }],
    ['#/', { page: 'gallery' }],
    ['#/elsewhere', { page: 'gallery' }],
    ['#/models', { page: 'models' }],
    ['#/models/', { page: 'models' }],
    ['#/models/mine', { page: 'gallery' }],
    ['#/flows/voice-note', { page: 'flow', id: 'voice-note' }],
    ['#/flows/voice-note/', { page: 'flow', id: 'voice-note' }],
    ['#/flows/a%20b', { page: 'flow', id: 'a b' }],
    ['#/flows/models', { page: 'flow', id: 'models' }],
    ['#/flows/%', { page: 'flow', id: '%' }],
  ])('%s', (hash, route) => expect(routeOf(hash)).toEqual(route));

  it('leads back to the same flow', () => {
    expect(routeOf(flowAddress('a b/ü'))).toEqual({ page: 'flow', id: 'a b/ü' });
  });
});

describe('an entry of the list of flows', () => {
  it('needs an id and an address, and has stand-ins for the rest', () => {
    expect(
      readEntry({ id: 'voice-note', src: 'flows/voice-note/flow.yaml', name: 'voice-note', tags: ['a', 1] }),
    ).toEqual({
      id: 'voice-note',
      src: 'flows/voice-note/flow.yaml',
      title: 'Voice note',
      description: '',
      tags: ['a'],
      samples: [],
    });
    expect(readEntry({ id: 'x' })).toBeUndefined();
    expect(readEntry('x')).toBeUndefined();
  });
});
