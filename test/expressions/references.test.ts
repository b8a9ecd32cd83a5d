import { expect, test } from 'vitest';
import { parseTemplate, references } from '../../src/expressions/index.ts';

/** `root.a.b`, then `*` dynamic, `?` guarded, `~` conditional, and what stands at its place where that differs. */
function written(source: string): readonly string[] {
  return references(parseTemplate(source).template).map((reference) => {
    const { root, path, dynamic, guarded, conditional, start, end } = reference;
    const name = [root, ...path].join('.');
    const marks = (dynamic ? '*' : '') + (guarded ? '?' : '') + (conditional ? '~' : '');
    const place = source.slice(start, end);
    return place === name ? name + marks : `${name}${marks} at ${place}`;
  });
}

test.each<[string, readonly string[]]>([
  ['plain', []],
  ['{{ 1 }}', []],
  ['{{ a }}', ['a']],
  ['{{ steps.a.y }} and {{ inputs.x }}', ['steps.a.y', 'inputs.x']],
  ['{{ steps.a.y[0].z }}', ['steps.a.y.0.z at steps.a.y[0].z']],
  ["{{ steps['a'].y }}", ["steps.a.y at steps['a'].y"]],
  ['{{ steps[inputs.x].y }}', ['steps*', 'inputs.x']],
  ['{{ steps.a[inputs.x][0] }}', ['steps.a*', 'inputs.x']],
  ['{{ steps.a.y[1:n].z }}', ['steps.a.y', 'n']],
  ['{{ (a.b).c }}', ['a.b.c at (a.b).c']],
  ['{{ (a.b | first).c }}', ['a.b']],
  ['{{ a + b.c * -d }}', ['a', 'b.c', 'd']],
  ['{{ a ~ b ~ [c, {"k": d}] }}', ['a', 'b', 'c', 'd']],
  ['{{ a < b < c }}', ['a', 'b', 'c']],
  ['{{ a | join(b) }}', ['a', 'b']],
  ['{{ a is divisibleby b }}', ['a', 'b']],
  ['{{ 1 is in inputs.list }}', ['inputs.list']],
  ['{{ range(a) }}', ['a']],
  // Covered.
  ['{{ a.b.c | default(1) }}', ['a.b.c?']],
  ['{{ a.b | d }}', ['a.b?']],
  ['{{ a.b | default(c.d) }}', ['a.b?', 'c.d~']],
  ['{{ a.b | default(c.d) | default(1) }}', ['a.b?', 'c.d?~']],
  ['{{ (a if b else c) | default(1) }}', ['a?~', 'b', 'c?~']],
  ['{{ (a + b) | default(1) }}', ['a', 'b']],
  ['{{ a[b] | default(1) }}', ['a*?', 'b']],
  ['{{ a.b | upper | default(1) }}', ['a.b']],
  ['{{ a.b is defined }}', ['a.b?']],
  ['{{ a.b is not undefined }}', ['a.b?']],
  ['{{ a.b is none }}', ['a.b']],
  ["{{ steps.get('a') }}", ["steps.a? at steps.get('a')"]],
  ["{{ steps.a.get('y') }}", ["steps.a.y? at steps.a.get('y')"]],
  ["{{ steps.a.get('y', b) }}", ["steps.a.y? at steps.a.get('y', b)", 'b']],
  ["{{ steps.a.y.get('k') }}", ['steps.a.y', "steps.a.y.k? at steps.a.y.get('k')"]],
  ['{{ steps.get(a) }}', ['steps*', 'a']],
  // Asked before.
  ['{{ a.b if a.b is defined else c }}', ['a.b?~', 'a.b?', 'c~']],
  ['{{ a.b.x if a.b is defined else 1 }}', ['a.b.x?~', 'a.b?']],
  ['{{ a.c if a.b is defined else 1 }}', ['a.c~', 'a.b?']],
  ['{{ 1 if a is undefined else a }}', ['a?', 'a?~']],
  ['{{ a is defined and a > 1 }}', ['a?', 'a?~']],
  ['{{ a is undefined or a > 1 }}', ['a?', 'a?~']],
  ['{{ a is defined or a > 1 }}', ['a?', 'a~']],
  ['{{ (not a is defined) or a > 1 }}', ['a?', 'a?~']],
  ['{{ a if a is defined and b is defined else 1 }}', ['a?~', 'a?', 'b?~']],
  ['{{ a if a is defined or b else 1 }}', ['a~', 'a?', 'b~']],
  ['{{ 1 if a is undefined and b else a }}', ['a?', 'b~', 'a~']],
  // May not be read.
  ['{{ a if b else c }}', ['a~', 'b', 'c~']],
  ['{{ a or b }}', ['a', 'b~']],
  // Blocks: what they bind is no read of the scope.
  ['{% set a = b %}{{ a }}{{ c }}', ['b', 'c']],
  ['{{ a }}{% set a = 1 %}{{ a.x }}', ['a']],
  ['{% set a, (b, c) = d %}{{ a }}{{ b }}{{ c }}', ['d']],
  ['{% set a %}{{ b }}{% set c = 1 %}{{ c }}{% endset %}{{ a }}{{ c }}', ['b', 'c']],
  ['{% if a %}{% set b = c %}{% endif %}{{ b }}', ['a', 'c~']],
  ['{% for a in b %}{{ a }}{{ c }}{{ loop.index }}{% endfor %}{{ a }}{{ loop }}', ['b', 'c~', 'a', 'loop']],
  ['{% for a, b in c if b > d %}{{ a }}{% else %}{{ e }}{{ a }}{% endfor %}', ['c', 'd~', 'e~', 'a~']],
  ['{% for a in a.list %}{{ a }}{% endfor %}', ['a.list']],
  ['{% for a in b %}{% set c = a %}{{ c }}{% endfor %}{{ c }}', ['b', 'c']],
  ['{% for a in b if loop.first %}{% endfor %}', ['b', 'loop.first~']],
  ['{% for a in b %}{% for c in a.d %}{{ a }}{{ c }}{{ e }}{% endfor %}{% endfor %}', ['b', 'e~']],
  ['{% raw %}{{ a }}{% endraw %}{# {{ b }} #}', []],
  ['{% for a in steps.b.y %}{{ steps[a].z }}{% endfor %}', ['steps.b.y', 'steps*~']],
  // Blocks: a branch may not be read, and knows what its condition asked.
  [
    '{% if a %}{{ b }}{% elif c %}{{ d }}{% else %}{{ e }}{% endif %}{{ f }}',
    ['a', 'b~', 'c~', 'd~', 'e~', 'f'],
  ],
  ['{% if a.b is defined %}{{ a.b.x }}{% else %}{{ a.b }}{% endif %}', ['a.b?', 'a.b.x?~', 'a.b~']],
  [
    '{% if a is undefined %}{% elif b %}{{ a }}{% else %}{{ a }}{% endif %}{{ a }}',
    ['a?', 'b~', 'a?~', 'a?~', 'a'],
  ],
  ['{% if a is defined %}{% for x in a.list %}{{ a.y }}{% endfor %}{% endif %}', ['a?', 'a.list?~', 'a.y?~']],
  ['{% for x in b if a is defined %}{{ a }}{% endfor %}', ['b', 'a?~', 'a?~']],
  // Faults do not hide what stands beside them.
  ['{{ a b }} {{ c | nope(d) }} {{ nada(e) }} {{ f.items() }}', ['c', 'd', 'e', 'f']],
  ['{% if a b %}{{ c }}{% for x of d %}{{ e }}{% nope %}{{ f }}', ['c~', 'e~', 'f~']],
])('%s', (source, expected) => {
  expect(written(source)).toEqual(expected);
});
