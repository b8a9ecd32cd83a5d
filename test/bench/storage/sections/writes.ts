import type { RunEvent, RunLog } from '../../../../src/engine/index.ts';
import { type Cell, perSecond, timed } from '../cell.ts';
import { openLasting } from '../engine-on-database.ts';
import { forgetAll } from '../forget-all.ts';
import type { Settings } from '../job.ts';
import { PlainDatabase } from '../plain-database.ts';

/** The journal that a run is written down in, against plain puts of the same records. */
export async function writeCells({ events, singleEvents }: Settings): Promise<readonly Cell[]> {
  const plain = await PlainDatabase.open();
  const { runs } = await openLasting();
  const journal = async (
    durability: 'async' | 'sync',
    work: (log: RunLog) => Promise<void>,
  ): Promise<number> => {
    const executionId = crypto.randomUUID();
    const run = { executionId, flow: 'no_ops', text: 'steps: []', inputs: {}, startedAt: Date.now() };
    const log = runs.begin({ ...run, durability, autoResume: false });
    // Its beginning, which is no event.
    await log.written();
    const time = await timed(() => work(log));
    await log.close();
    if (log.fault !== undefined) throw log.fault;
    await forgetAll();
    return time;
  };
  const records = (count: number): readonly unknown[] => {
    const executionId = crypto.randomUUID();
    return eventsOf(count).map((event, place) => ({ executionId, sequence: place + 1, event }));
  };
  const puts = async (durability: 'relaxed' | 'strict'): Promise<number> => {
    const all = records(singleEvents);
    const time = await timed(async () => {
      for (const record of all) await plain.putEvents([record], durability);
    });
    await plain.forget();
    return time;
  };
  return [
    {
      case: 'journal, async',
      unit: 'events/s',
      async turn() {
        const all = eventsOf(events);
        const time = await journal('async', (log) => {
          for (const event of all) log.append(event);
          return log.written();
        });
        return perSecond(events, time);
      },
    },
    {
      case: 'idb, one transaction',
      unit: 'events/s',
      async turn() {
        const all = records(events);
        const time = await timed(() => plain.putEvents(all));
        await plain.forget();
        return perSecond(events, time);
      },
    },
    {
      case: 'journal, sync, each waited for',
      unit: 'events/s',
      async turn() {
        const all = eventsOf(singleEvents);
        const time = await journal('sync', async (log) => {
          for (const event of all) {
            log.append(event);
            await log.written();
          }
        });
        return perSecond(singleEvents, time);
      },
    },
    {
      case: 'idb, a strict transaction each',
      unit: 'events/s',
      turn: async () => perSecond(singleEvents, await puts('strict')),
    },
    {
      case: 'idb, a relaxed transaction each',
      unit: 'events/s',
      turn: async () => perSecond(singleEvents, await puts('relaxed')),
    },
  ];
}

/** What a run of small steps tells: the start and the end of each. */
function eventsOf(count: number): readonly RunEvent[] {
  return Array.from({ length: count }, (_, place): RunEvent => {
    const [step, time] = [`step_${place >> 1}`, Date.now()];
    return place % 2 === 0
      ? { type: 'step_started', step, attempt: 1, time }
      : {
          type: 'step_succeeded',
          step,
          outputs: { value: place },
          metadata: {},
          executionTime: 0.0001,
          time,
        };
  });
}
