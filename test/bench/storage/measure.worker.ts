import { serveJob } from '../serve-job.ts';
import type { Job } from './job.ts';
import { measure } from './measure.ts';
import { holdInBatch } from './memory.ts';
import { readPlainly } from './plain-database.ts';
import { cutOff, resume } from './resume.ts';

serveJob<Job, unknown>(async (job, say) => {
  switch (job.type) {
    case 'measure':
      return measure(job.section, job.settings, say);
    case 'cut-off':
      return cutOff(job.steps);
    case 'resume':
      return resume(job.executionId, job.steps);
    case 'read-plainly':
      return readPlainly(job.executionId, job.steps);
    case 'memory':
      return holdInBatch(job.holds);
  }
});
