import fc from 'fast-check';
import {
  evaluate,
  parseExpression,
  parseTemplate,
  references,
  TemplateError,
} from '../../src/expressions/index.ts';
import { templates, templateWords } from './corpus.ts';
import { mutated } from './mutations.ts';
import { bearable, checkValue, type FuzzReport, guarded, type Tally } from './rules.ts';

const SCOPE = {
  inputs: {
    text: 'Some text, with a comma and ünïcode 🎉',
    number: 3.5,
    list: [3, 'b', null, { a: 1 }, [1, 2]],
    map: { a: 1, b: 'two', c: [1, 2, 3] },
    numbers: Array.from({ length: 2000 }, (_, index) => index % 7),
  },
  steps: { a: { value: 'a value', outputs: { value: 'a value' }, status: 'succeeded', success: true } },
  flow: { name: 'fuzz', version: '1', execution_id: 'x' },
  item: { name: 'item', price: 2 },
  index: 4,
};

/**
 * Parses and evaluates mutated templates. Rejects with the smallest one that breaks a rule: a throw that is no
 * `TemplateError`, a fault without a place, a second of processor time, a prototype reached.
 */
export async function fuzzTemplates(numRuns: number, seed: number): Promise<FuzzReport> {
  const tally: Tally = { runs: 0, parsed: 0, ran: 0, slowest: 0 };
  await guarded(() =>
    fc.assert(
      fc.asyncProperty(mutated(templates(), templateWords), async (source) => {
        tally.runs++;
        const { template, faults } = await bearable(tally, () => parseTemplate(source));
        for (const { start, end } of faults) {
          if (!(start >= 0 && end >= start && end <= source.length))
            throw new Error('A fault without a place.');
        }
        await bearable(tally, () => parseExpression(source));
        for (const { start, end } of references(template)) {
          if (!(start >= 0 && end >= start && end <= source.length))
            throw new Error('A reference without a place.');
        }
        structuredClone(template);
        if (faults.length > 0) return;
        tally.parsed++;
        const value = await bearable(tally, () => {
          try {
            return evaluate(template, SCOPE);
          } catch (thrown) {
            if (thrown instanceof TemplateError) return thrown.code;
            throw thrown;
          }
        });
        tally.ran++;
        checkValue(value);
      }),
      { numRuns, seed, endOnFailure: false },
    ),
  );
  return { what: 'templates', seed, ...tally };
}
