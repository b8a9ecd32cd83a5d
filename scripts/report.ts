/** Where scripts tell people what goes on. Never standard output: that may carry JSON alone. */
export interface Report {
  say(line: string): void;
  /** Shows the growth of something long, in bytes. */
  meter(label: string, total?: number): Meter;
}

export interface Meter {
  /** Takes the number of bytes done so far. */
  at(bytes: number): void;
  end(): void;
}

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Reports to a stream: one line that changes on a terminal, few lines elsewhere, as in a log. */
export function reportTo(out: Terminal): Report {
  return {
    say: (line) => void out.write(`${line}\n`),
    meter: (label, total) => (out.isTTY ? changingLine(out, label, total) : fewLines(out, label, total)),
  };
}

/** Tells nobody. */
export const silentReport: Report = { say() {}, meter: () => ({ at() {}, end() {} }) };

function changingLine(out: Terminal, label: string, total: number | undefined): Meter {
  let drawnAt = 0;
  let last = 0;
  const draw = () => out.write(`\r\u001b[K${label}  ${amount(last, total)}`);
  return {
    at(bytes) {
      last = bytes;
      if (Date.now() - drawnAt < 100) return;
      drawnAt = Date.now();
      draw();
    },
    end() {
      draw();
      out.write('\n');
    },
  };
}

function fewLines(out: Terminal, label: string, total: number | undefined): Meter {
  const step = total === undefined ? 10_000_000 : total / 4;
  let next = 0;
  let last = 0;
  let said = -1;
  const say = () => {
    said = last;
    out.write(`${label}  ${amount(last, total)}\n`);
  };
  return {
    at(bytes) {
      last = bytes;
      if (bytes < next) return;
      next = (Math.floor(bytes / step) + 1) * step;
      say();
    },
    end() {
      if (said !== last) say();
    },
  };
}

function amount(bytes: number, total: number | undefined): string {
  if (total === undefined) return megabytes(bytes);
  const percent = total === 0 ? 100 : Math.min(100, Math.floor((bytes / total) * 100));
  return `${megabytes(bytes)} of ${megabytes(total)} (${percent} %)`;
}

/** Writes a number of bytes as people read it, such as `22.9 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
