/** The part of a package-lock.json that matters here. */
export interface PackageLock {
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

/** A package for another system that one in the lock names and the lock itself has not. */
export interface MissingOptional {
  /** Its key in the lock. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly dev: boolean;
}

/**
 * Lists the optional packages that a lock lacks.
 * A registry that has only some of them makes npm write a lock without the others, silently;
 * `npm ci` then refuses that lock, and on the systems left out their tools would miss their programs.
 */
export function missingOptionals({ packages }: PackageLock): MissingOptional[] {
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, wanted]) => !isFound(packages, parent, name, wanted))
      .map(([name, version]) => ({ path: freePlace(packages, parent, name), name, version, dev })),
  );
}

/** Looks where Node would look: in the parent's own node_modules, then in those around it. */
function isFound(packages: PackageLock['packages'], parent: string, name: string, wanted: string): boolean {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`];
    if (found !== undefined) return !isExact(wanted) || found.version === wanted;
    if (folder === '') return false;
  }
}

/** Beside its parent, or inside it where another version stands there. */
function freePlace(packages: PackageLock['packages'], parent: string, name: string): string {
  const beside = `${parent.slice(0, parent.lastIndexOf('node_modules/'))}node_modules/${name}`;
  return packages[beside] === undefined ? beside : `${parent}/node_modules/${name}`;
}

function isExact(version: string): boolean {
  return /^\d/.test(version);
}
