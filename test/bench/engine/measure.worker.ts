import { serveJob } from '../serve-job.ts';
import { measure } from './measure.ts';
import type { MeasureSettings, Row } from './measurement.ts';

/** The worker that measures in Chromium: engines run in workers here, as this one does on its page. */
serveJob<MeasureSettings, readonly Row[]>((settings, say) => measure('chromium', settings, say));
