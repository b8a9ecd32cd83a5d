import { expect, test } from 'vitest';
import { MODEL_TASKS } from '../../src/executors/model-tasks.ts';
import { guessTask } from '../../src/models/import/guess-task.ts';
import { checkNeededFiles } from '../../src/models/import/needed-files.ts';

const TEXT = ['tokenizer.json', 'tokenizer_config.json'];
const IMAGE = ['preprocessor_config.json'];

test.each([
  ['modnet', undefined, IMAGE, 'background-removal'],
  ['clip', 'CLIPModel', [...TEXT, ...IMAGE], 'zero-shot-image-classification'],
  ['clip', 'CLIPVisionModelWithProjection', IMAGE, 'image-feature-extraction'],
  ['clap', 'ClapModel', [...TEXT, ...IMAGE], 'zero-shot-audio-classification'],
  ['owlvit', 'OwlViTForObjectDetection', [...TEXT, ...IMAGE], 'zero-shot-object-detection'],
  ['yolos', 'YolosForObjectDetection', IMAGE, 'object-detection'],
  ['vits', 'VitsModel', TEXT, 'text-to-audio'],
  ['vision-encoder-decoder', 'VisionEncoderDecoderModel', [...TEXT, ...IMAGE], 'image-to-text'],
  ['bert', 'BertForQuestionAnswering', TEXT, 'question-answering'],
])('%s %s is for what it is made', (model_type, architecture, files, task) => {
  const config = { model_type, ...(architecture !== undefined && { architectures: [architecture] }) };
  expect(guessTask(config, files)).toBe(task);
  expect(MODEL_TASKS).toHaveProperty(task);
  expect(() => checkNeededFiles(task, (path) => files.includes(path))).not.toThrow();
});

test.each([
  ['image-to-text', IMAGE, 'tokenizer.json and tokenizer_config.json are missing'],
  ['zero-shot-image-classification', TEXT, 'preprocessor_config.json is missing'],
  ['zero-shot-image-classification', IMAGE, 'tokenizer.json and tokenizer_config.json are missing'],
  ['background-removal', [], 'preprocessor_config.json is missing'],
])('%s needs more than %j', (task, files, message) => {
  expect(() => checkNeededFiles(task, (path) => files.includes(path))).toThrow(message);
});
