import { anything, choice, key, list, MapShape, text, texts } from '../shape/index.ts';
import { CONFIG } from './config-shape.ts';

export const OUTPUT = new MapShape('An output', {
  name: key(text(), 'The name of the output.', { required: true }),
  value: key(anything(), 'A template, a list or a map.', { required: true }),
  description: key(text(), 'What it is, for people.'),
});

export const MODEL = new MapShape('A model', {
  task: key(text(), 'A task by its transformers.js name; left out, that of the model.'),
  model: key(text(), "The model's id; left out, an embedded model for the task."),
  dtype: key(text(), 'The precision of the weights, such as q8.'),
  device: key(choice(['auto', 'webgpu', 'wasm']), 'Where it computes.'),
});

export const FLOW = new MapShape('A flow', {
  name: key(text(), 'The name of the flow.', { required: true }),
  version: key(text(), 'The version of the flow.'),
  description: key(text(), 'What the flow does, for people.'),
  author: key(text(), 'Who wrote it.'),
  tags: key(texts(), 'Words to find it by.'),
  inputs: key(list({ anyOf: [{ type: 'string' }, { $ref: '#/$defs/input' }] }), 'What the flow asks for.'),
  steps: key(list({ $ref: '#/$defs/step' }), 'What the flow does.', { required: true }),
  outputs: key(list(OUTPUT.schema), "What the flow gives; left out, every step's outputs by step name."),
  config: key(CONFIG, 'How the flow runs.'),
  models: key(
    list({ anyOf: [{ type: 'string' }, MODEL.schema] }),
    'Models that are loaded from the start on, so that steps wait less for them.',
  ),
  executors: key(list(), 'Executors that the flow brings along.', {
    later: 'Register them before the run.',
  }),
});
