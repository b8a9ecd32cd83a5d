import {
  anything,
  boolean,
  choice,
  key,
  list,
  MapShape,
  number,
  orMap,
  seconds,
  text,
  texts,
} from '../shape/index.ts';
import { onFailure } from './step-shape.ts';

const further = () => number({ min: 0, max: 999, whole: true });
const priority = () => choice(['low', 'normal', 'high']);

export const EXECUTION = new MapShape('"execution"', {
  mode: key(
    choice(['sync', 'async', 'auto']),
    'sync: at once; async: through a queue; auto: through a queue with more than 5 steps or a file above 10 MB.',
  ),
  timeout: key(seconds(), 'Seconds for the whole run.'),
  max_concurrent: key(number({ min: 1, whole: true }), 'How many steps run at once.'),
  max_retries: key(further(), 'Further attempts of a step that has no retry of its own.'),
  retry_count: key(further(), 'The same as max_retries.'),
  retry_attempts: key(further(), 'The same as max_retries.'),
  retry_delay: key(number({ min: 0 }), 'Seconds between these attempts; 1 by default.'),
  priority: key(priority(), 'Before whom the run stands in its queue.'),
  queue: key(text(), 'The name of the queue that the run goes through; default by default.'),
  worker: key(text(), 'Without effect in a page.'),
  auto_resume: key(
    boolean(),
    'Whether a run that a closed page cut off goes on when the page is opened again; by default it does.',
  ),
  durability: key(
    choice(['async', 'sync', 'none']),
    'When what happens is written down: sync before the next step starts, async (the default) soon after, none never.',
  ),
  cleanup_temp_files: key(
    boolean(),
    'Whether temporary files of the run are removed when it ends; by default they are.',
  ),
});

export const FLOW_ERROR_HANDLING = new MapShape('"error_handling"', {
  on_failure: key(onFailure(), 'For steps that do not say.'),
  max_error_count: key(number({ min: 0, whole: true }), 'More failed steps than this end the run.'),
  fallback_flow: key(anything({ type: ['string', 'object'] }), 'A flow that runs when this one fails.'),
  include_stack_trace: key(boolean(), 'Whether errors in the result keep their stack.'),
});

export const CACHING = new MapShape('"caching"', {
  enabled: key(boolean(), 'Whether steps that do not say are cached.'),
  ttl: key(seconds(), 'Seconds that outputs are kept.'),
  key_template: key(anything({ type: 'string' }), 'A template; equal keys share outputs of a step.'),
});

export const OUTPUT_SETTINGS = new MapShape('"output"', {
  format: key(choice(['json', 'yaml', 'text']), 'The form of the result as a text.'),
  include_metadata: key(boolean(), 'Whether that text has the metadata.'),
  include_timing: key(boolean(), 'Whether that text has the times.'),
  include_errors: key(boolean(), 'Whether that text has the errors; by default it has.'),
  pretty_print: key(boolean(), 'Whether that text is indented; by default it is.'),
});

export const CALLBACK = new MapShape('"callbacks"', {
  url: key(text(), 'Where the summary of the result is sent to by POST.'),
  event: key(text(), 'The name of the DOM event in the page.'),
  on: key(texts(), 'success, failure or complete.'),
});

const VALIDATION_SETTINGS = new MapShape('"validation"', {
  required_inputs: key(texts(), 'Inputs that have to be given.'),
});

export const CONFIG = new MapShape('"config"', {
  execution: key(EXECUTION, 'How the steps run.'),
  error_handling: key(FLOW_ERROR_HANDLING, 'What failures do.'),
  caching: key(CACHING, 'Whether outputs are used again.'),
  validation: key(VALIDATION_SETTINGS, 'What is checked beside the inputs themselves.'),
  output: key(OUTPUT_SETTINGS, 'The result as a text.'),
  callbacks: key(
    orMap(list(CALLBACK.schema), CALLBACK),
    'Who is told when the run ends: a map of url, event and on, or a list of them.',
  ),
  metadata: key(anything({ type: 'object' }), 'Yours; executors read it as context.config.metadata.'),
  timeout: key(seconds(), 'The same as execution.timeout.'),
  retry_count: key(further(), 'The same as execution.retry_count.'),
  async_execution: key(boolean(), 'The same as execution.mode: async.'),
  cleanup_temp_files: key(boolean(), 'The same as execution.cleanup_temp_files.'),
});
