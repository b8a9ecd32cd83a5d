import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isBuiltFrom, stampBuild } from './build-stamp.ts';
import { fingerprint } from './fingerprint.ts';
import { inProject, projectFolder } from './project.ts';
import type { Report } from './report.ts';

export interface BuildPlan {
  readonly root: string;
  /** Paths from the root: everything that the built site is made of. */
  readonly madeOf: readonly string[];
  /** Where the built site is wanted. */
  readonly out: string;
  build(folder: string): Promise<void>;
}

export const sitePlan: BuildPlan = {
  root: projectFolder,
  madeOf: [
    'index.html',
    'src',
    'flows',
    'public',
    'scripts/vite',
    'vite.config.ts',
    'tsconfig.json',
    'package-lock.json',
  ],
  out: inProject('dist'),
  build: viteBuild,
};

/** Builds the site into `dist`, unless it is there already, made of the same sources. Says whether it had to build. */
export async function buildIfStale(report: Report, plan: BuildPlan = sitePlan): Promise<boolean> {
  const sources = await fingerprint(plan.root, plan.madeOf);
  if (await isBuiltFrom(plan.out, sources)) return false;
  report.say('Building the page');
  const started = performance.now();
  // Built aside and moved in whole: nobody is ever served half a build.
  const aside = join(plan.root, '.cache', `build-${randomUUID()}`);
  try {
    await mkdir(dirname(aside), { recursive: true });
    await plan.build(aside);
    await stampBuild(aside, sources);
    await rm(plan.out, { recursive: true, force: true });
    await rename(aside, plan.out);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  report.say(`  built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

/** A process of its own: vite sets NODE_ENV and writes to standard output, which belongs to our caller's JSON. */
async function viteBuild(folder: string): Promise<void> {
  const vite = inProject('node_modules', 'vite', 'bin', 'vite.js');
  const arguments_ = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, arguments_, {
    cwd: projectFolder,
    stdio: ['ignore', 2, 2],
    // A test runner that builds has NODE_ENV=test, and the page would get the libraries' development builds.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error('The page could not be built; vite says why above.')),
    );
  });
}
