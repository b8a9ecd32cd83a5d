import { median } from '../../../test/bench/statistics.ts';
import type { Row, Section, Settings } from '../../../test/bench/storage/job.ts';

/** How much longer something takes than what it is held against. */
export interface Ratio {
  readonly section: Section;
  readonly case: string;
  readonly peer: string;
  /** The median over the rounds, of which each measured both. */
  readonly value: number;
}

/** A claim in figures, the marks those for runs of 1,000 steps: it stays at or below its mark. */
export interface Claim {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** Absent where the figure is only told. */
  readonly mark?: number;
  readonly reached?: boolean;
}

type Pair = readonly [section: Section, name: string, peer: string];

const pairs: readonly Pair[] = [
  ['writes', 'journal, async', 'idb, one transaction'],
  ['writes', 'journal, sync, each waited for', 'idb, a strict transaction each'],
  ['writes', 'journal, sync, each waited for', 'idb, a relaxed transaction each'],
  ['steps', 'durability async', 'durability none'],
  ['steps', 'durability sync', 'durability none'],
  ['resume', 'to the first step', 'idb, open and read the journal'],
  ['tasks', 'a queue with 3 workers', 'executeFlow, 3 at once'],
  ['tasks', 'a queue with 3 workers', 'idb, 3 transactions each'],
  ['rows', 'batch_processor, durability async', 'a loop that parses'],
  ['rows', 'batch_processor, durability async', 'batch_processor, durability none'],
  ['files', 'file store', 'SHA-256, then a put'],
  ['files', 'file store', 'idb, a put'],
];

/** In the time that each takes for the same; those that lack a row are left out. */
export function ratiosOf(rows: readonly Row[]): readonly Ratio[] {
  return pairs.flatMap(([section, name, peer]) => {
    const [ours, theirs] = [find(rows, section, name), find(rows, section, peer)];
    if (ours === undefined || theirs === undefined) return [];
    const isRate = ours.unit.endsWith('/s');
    const count = Math.min(ours.values.length, theirs.values.length);
    const each = Array.from({ length: count }, (_, round) => {
      const [one = Number.NaN, other = Number.NaN] = [ours.values[round], theirs.values[round]];
      return isRate ? other / one : one / other;
    });
    return [{ section, case: name, peer, value: median(each) }];
  });
}

export function claimsOf(rows: readonly Row[], { steps }: Pick<Settings, 'steps'>): readonly Claim[] {
  const valueIn = (section: Section, name: string): number | undefined => {
    const row = find(rows, section, name);
    return row && median(row.values);
  };
  const [async, sync] = [valueIn('steps', 'durability async'), valueIn('steps', 'durability sync')];
  const resume = valueIn('resume', 'to the first step');
  return [
    ...(async === undefined ? [] : [held(`${steps} steps, durability async`, 's', async, 2)]),
    ...(sync === undefined ? [] : [{ name: `${steps} steps, durability sync`, unit: 's', value: sync }]),
    ...(resume === undefined ? [] : [held(`resuming a run of ${steps} steps`, 'ms', resume, 1000)]),
    ...growthOf(rows),
  ];
}

/** Between the first look and the last, round by round. */
function growthOf(rows: readonly Row[]): readonly Claim[] {
  const looks = rows.filter(({ section }) => section === 'memory');
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const growth = median(last.values.map((value, round) => value - (first.values[round] ?? Number.NaN)));
  const between = `from ${rowsOf(first)} to ${rowsOf(last)} rows`;
  const bytes = (growth * 1024 * 1024) / (rowsOf(last) - rowsOf(first));
  return [
    held(`memory that stays ${between}`, 'MB', growth, MOST_GROWTH),
    { name: 'the same by row', unit: 'bytes', value: bytes },
  ];
}

/** What a heap grows and shrinks by itself, as in the proof `large-batch`. In MB. */
const MOST_GROWTH = 8;

function held(name: string, unit: string, value: number, mark: number): Claim {
  return { name, unit, value, mark, reached: value <= mark };
}

function rowsOf({ case: name }: Row): number {
  return Number(/\d+/.exec(name)?.[0]);
}

function find(rows: readonly Row[], section: Section, name: string): Row | undefined {
  return rows.find((row) => row.section === section && row.case === name);
}
