import type { TestProject } from 'vitest/node';
import { prepare } from '../../scripts/prepare.ts';
import { inProject } from '../../scripts/project.ts';
import { reportTo } from '../../scripts/report.ts';
import { serve } from '../../src/cli/serve.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the built site is served while end-to-end tests run, with a slash at its end: `inject('siteUrl')`. */
    siteUrl: string;
  }
}

/** Builds the site if need be and serves it while the end-to-end tests run. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await prepare(reportTo(process.stderr));
  const site = await serve({ root: inProject('dist'), port: 0 });
  project.provide('siteUrl', site.url);
  return site.close;
}
