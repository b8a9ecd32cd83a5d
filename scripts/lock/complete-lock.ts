import { readFile, writeFile } from 'node:fs/promises';
import { inProject } from '../project.ts';
import { type LockedPackage, missingOptionals, type PackageLock } from './missing-optionals.ts';

/**
 * Adds to package-lock.json the packages for other systems that npm left out because the registry at hand lacks them:
 * `npx tsx scripts/lock/complete-lock.ts`, after an `npm install` of something new. Their versions are exact, and npm
 * gets their hashes from the registry of whoever installs them.
 */
const path = inProject('package-lock.json');
const lock: PackageLock = JSON.parse(await readFile(path, 'utf8'));
const missing = missingOptionals(lock);
for (const { path: place, name, version, dev } of missing) {
  lock.packages[place] = { version, ...systemOf(name), ...(dev ? { dev } : {}), optional: true };
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en')),
);
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
process.stderr.write(`Added ${missing.length} packages to package-lock.json.\n`);

/** Reads from a name such as `binding-linux-arm64-musl` which system the package is for, as napi's packages are named. */
function systemOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const parts = name.slice(name.lastIndexOf('/') + 1).split('-');
  const os = parts.find((part) =>
    ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'].includes(part),
  );
  const cpu = parts.find((part) =>
    ['arm', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'].includes(part),
  );
  if (os === undefined || cpu === undefined)
    throw new Error(`Which system is ${name} for? Please add it by hand.`);
  if (os !== 'linux') return { os: [os], cpu: [cpu] };
  return { os: [os], cpu: [cpu], libc: [parts.some((part) => part.startsWith('musl')) ? 'musl' : 'glibc'] };
}
