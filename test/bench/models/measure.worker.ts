import { serveJob } from '../serve-job.ts';
import type { Job, Row, Section, Settings } from './job.ts';
import { measureCalls } from './sections/calls.ts';
import { measureLoading } from './sections/loading.ts';
import { takeMemory } from './sections/memory.ts';
import { measureSpeech } from './sections/speech.ts';
import { measureThroughput } from './sections/throughput.ts';
import { measureWriting } from './sections/writing.ts';

type Measure = (settings: Settings, say: (line: string) => void) => Promise<readonly Row[]>;

const measures: Readonly<Record<Exclude<Section, 'memory'>, Measure>> = {
  calls: measureCalls,
  throughput: measureThroughput,
  loading: measureLoading,
  speech: measureSpeech,
  writing: measureWriting,
};

serveJob<Job, readonly Row[]>((job, say) =>
  job.section === 'memory' ? takeMemory(job.memory) : measures[job.section](job.settings, say),
);
