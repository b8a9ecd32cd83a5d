import type { PlannedStep, Priority } from '../../flow/index.ts';

/** Steps that may start, first come, first served within a priority. */
export class ReadyQueue {
  private readonly lines: Readonly<Record<Priority, Line>> = {
    high: newLine(),
    normal: newLine(),
    low: newLine(),
  };

  add(step: PlannedStep): void {
    this.lines[step.definition.priority].steps.push(step);
  }

  take(): PlannedStep | undefined {
    const { high, normal, low } = this.lines;
    return takeFrom(high) ?? takeFrom(normal) ?? takeFrom(low);
  }

  /** Those that wait and were not told of before, in the order in which they will start. */
  *untold(): Iterable<PlannedStep> {
    const { high, normal, low } = this.lines;
    for (const line of [high, normal, low]) {
      const from = Math.max(line.head, line.told);
      line.told = line.steps.length;
      yield* line.steps.slice(from);
    }
  }
}

/** What is taken is not moved out, which would cost as much as the line is long. */
interface Line {
  readonly steps: PlannedStep[];
  head: number;
  told: number;
}

function newLine(): Line {
  return { steps: [], head: 0, told: 0 };
}

function takeFrom(line: Line): PlannedStep | undefined {
  const step = line.steps[line.head];
  if (step !== undefined) line.head++;
  return step;
}
