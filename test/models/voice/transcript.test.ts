import { expect, test } from 'vitest';
import { joinTranscripts } from '../../../src/models/thread/tasks/voice/transcript.ts';

test('texts stand one after the other, and times count from the start of the recording', () => {
  const joined = joinTranscripts([
    { start: 1, end: 10, text: ' One two.', chunks: [{ text: ' One two.', timestamp: [0.5, 4] }] },
    { start: 20, end: 25, text: ' ' },
    { start: 40, end: 50, text: ' Three.', chunks: [{ text: ' Three.', timestamp: [1, null] }] },
  ]);
  expect(joined).toEqual({
    text: 'One two. Three.',
    chunks: [
      { text: ' One two.', timestamp: [1.5, 5] },
      { text: ' Three.', timestamp: [41, 50] },
    ],
  });
});

test('no chunks were asked for, and none are there', () => {
  expect(joinTranscripts([{ start: 0, end: 1, text: 'One' }])).toEqual({ text: 'One' });
});

test('a time in the silence that fills the window is the end of the piece', () => {
  const [chunk] =
    joinTranscripts([{ start: 5, end: 8, text: 'Go', chunks: [{ text: 'Go', timestamp: [0, 29.98] }] }])
      .chunks ?? [];
  expect(chunk?.timestamp).toEqual([5, 8]);
});
