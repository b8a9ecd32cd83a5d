import { describe, expect, test } from 'vitest';
import { readHub, withHub } from '../../src/cli/served-hub.ts';

describe('a hub on the command line', () => {
  test('is its origin, with what may be fetched', () => {
    expect(
      readHub({
        hub: 'https://hub.example/some/path',
        'hub-revision': 'v2',
        'hub-models': 'one/*, two/model,',
        'hub-files': ['https://files.example:8443/'],
      }),
    ).toEqual({
      host: 'https://hub.example',
      revision: 'v2',
      allow: ['one/*', 'two/model'],
      filesFrom: ['https://files.example:8443'],
    });
  });

  test('is none where none is named', () => expect(readHub({})).toBeUndefined());

  test.each([
    ['hub.example', '--hub takes the address of a site'],
    ['http://hub.example', '--hub takes'],
    ["https://hub.example; script-src 'unsafe-eval'", '--hub takes'],
    ['file:///models', '--hub takes'],
  ])('%s is refused', (hub, message) => expect(() => readHub({ hub })).toThrow(message));

  test('this machine may be one without encryption', () =>
    expect(readHub({ hub: 'http://127.0.0.1:9000' })?.host).toBe('http://127.0.0.1:9000'));

  test('what says more of no hub is refused', () =>
    expect(() => readHub({ 'hub-models': 'one/*' })).toThrow('--hub-models says more of a hub'));

  test('a files host that is no site is refused by its option', () =>
    expect(() => readHub({ hub: 'https://hub.example', 'hub-files': ['*'] })).toThrow('--hub-files takes'));
});

test('the page says so in its head, whatever the names hold', () => {
  const page = withHub('<!doctype html><html><head lang="en"><title>x</title></head></html>', {
    host: 'https://hub.example',
    revision: 'a"b<c&d',
    allow: ['one/*', 'two/model'],
  });
  expect(page).toBe(
    '<!doctype html><html><head lang="en">\n    <meta name="prompt-flow-hub" content="https://hub.example"' +
      ' data-revision="a&quot;b&lt;c&amp;d" data-allow="one/*, two/model" /><title>x</title></head></html>',
  );
});
