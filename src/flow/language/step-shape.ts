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

/** What `on_failure` may say, in a step and in the flow. */
export const onFailure = () => choice(['stop', 'continue', 'retry']);

/** A YAML boolean, or an expression with or without braces. */
const condition = () => anything({ type: ['string', 'boolean'] }, 'an expression or true or false');

export const RETRY = new MapShape('"retry"', {
  max_attempts: key(number({ min: 1, max: 1000, whole: true }), 'Attempts in all; 3 by default.'),
  delay: key(number({ min: 0 }), 'Seconds between two attempts; 1 by default.'),
  backoff_multiplier: key(number({ min: 1 }), 'What the delay is multiplied by after each attempt.'),
  max_delay: key(number({ min: 0 }), 'The longest delay, in seconds.'),
  jitter: key(
    anything({ anyOf: [{ type: 'boolean' }, { type: 'number', minimum: 0, maximum: 1 }] }),
    'Takes a random part off each delay: up to half, or the part that a number says.',
  ),
  retry_on_errors: key(texts(), 'Codes, kinds or class names of the errors that are tried again.'),
});

export const TIMEOUT = new MapShape('"timeout"', {
  attempt: key(seconds(), 'Seconds for one attempt.'),
  total: key(seconds(), 'Seconds for all attempts and the waits between them.'),
});

export const STEP_ERROR_HANDLING = new MapShape('"error_handling"', {
  on_failure: key(onFailure(), 'Whether a failure stops the run; by default it does.'),
  fallback_value: key(anything(), 'Outputs in place of those of a step that failed.'),
  fallback_step: key(text(), 'A step that runs when this one failed; its outputs stand in.'),
  log_errors: key(boolean(), "Whether every failed attempt is written to the step's log."),
});

export const CACHE = new MapShape('"cache"', {
  ttl: key(seconds(), 'Seconds that outputs are kept.'),
  key: key(anything({ type: 'string' }), 'A template; equal keys share outputs.'),
});

/** What a step and a group of steps both say. */
const COMMON = {
  name: key(text(), 'By this name templates read it: steps.name.output.', { required: true }),
  description: key(text(), 'What it is for, for people.'),
  depends_on: key(texts(), 'Steps to wait for beyond those that templates read.'),
  condition: key(condition(), 'Where it does not hold, the step is skipped.'),
} as const;

export const STEP = new MapShape('A step', {
  ...COMMON,
  executor: key(text(), 'What does the work.', { required: true }),
  config: key(anything({ type: 'object' }), 'For the executor.'),
  foreach: key(anything({ type: ['array', 'string'] }), 'A list: the step runs once for each item.'),
  concurrency: key(number({ min: 1, whole: true }), 'How many items run at once; 1 by default.'),
  on_item_error: key(choice(['fail', 'keep', 'drop']), 'What an item that failed does to the step.'),
  retry: key(RETRY, 'How often, and when, a failed attempt is tried again.'),
  timeout: key(orMap(seconds(), TIMEOUT), 'Seconds for one attempt, or {attempt, total}.'),
  error_handling: key(STEP_ERROR_HANDLING, 'What a failure does.'),
  cache: key(orMap(boolean(), CACHE), 'Whether outputs are used again where nothing changed.'),
  outputs: key(texts(), 'Keep only these outputs.'),
  priority: key(choice(['low', 'normal', 'high']), 'Who starts first where steps have to wait.'),
  queue: key(text(), 'The name of the queue that the work of the step goes through.'),
  parallel_group: key(
    text(),
    'A name for this step and others, for depends_on; independent steps run together anyway.',
  ),
  type: key(choice(['parallel']), 'parallel, for a group of steps: then with steps in place of an executor.'),
});

/** Steps inside of a step: `{name, type: parallel, steps: […]}`. */
export const STEP_GROUP = new MapShape('A group of steps', {
  ...COMMON,
  type: key(choice(['parallel']), 'parallel: the steps inside are read as plain steps.', { required: true }),
  steps: key(list({ $ref: '#/$defs/step' }), 'The steps.', { required: true }),
});
