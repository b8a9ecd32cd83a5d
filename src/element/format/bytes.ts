const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A number of bytes for people, in decimal units: `12.3 MB`. */
export function formatBytes(bytes: number): string {
  const power = unitOf(bytes);
  return `${inUnit(bytes, power)} ${unitName(bytes, power)}`;
}

/** How far a transfer is, both numbers in the unit of the whole: `12.3 of 43.8 MB`. */
export function formatByteProgress(loaded: number, total?: number): string {
  if (total === undefined) return formatBytes(loaded);
  const power = unitOf(total);
  return `${inUnit(loaded, power)} of ${inUnit(total, power)} ${unitName(total, power)}`;
}

function unitOf(bytes: number): number {
  let power = 0;
  // 999.95 and not 1000: it would be written as 1000.0 otherwise.
  while (bytes / 1000 ** power >= 999.95 && power < units.length - 1) power++;
  return power;
}

function inUnit(bytes: number, power: number): string {
  return (bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1);
}

function unitName(bytes: number, power: number): string {
  return power === 0 && bytes === 1 ? 'byte' : (units[power] ?? '');
}
