import { serveJob } from '../serve-job.ts';
import type { Job, Row, Section, Settings } from './job.ts';
import { measureCalls } from './sections/calls.ts';
import { measureLoading } from './sections/loading.ts';
import { measureSpeech } from './sections/speech.ts';
import { measureThroughput } from './sections/throughput.ts';

type Measure = (settings: Settings, say: (line: string) => void) => Promise<readonly Row[]>;

const measures: Readonly<Record<Section, Measure>> = {
  calls: measureCalls,
  throughput: measureThroughput,
  loading: measureLoading,
  speech: measureSpeech,
};

serveJob<Job, readonly Row[]>(({ section, settings }, say) => measures[section](settings, say));
