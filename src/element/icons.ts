import { html, type TemplateResult } from 'lit';

function draw(path: string, name = ''): TemplateResult {
  return html`<svg class="icon ${name}" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

/** The drawings of the element, each on a grid of 24. */
export const icons = {
  waiting: () => draw('M12 12m-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0', 'waiting'),
  queued: () => draw('M12 12m-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0M12 8v4.2l2.6 1.6', 'queued'),
  asking: () =>
    draw(
      'M12 12m-8.5 0a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0M9.6 9.9a2.4 2.4 0 1 1 3.4 2.2c-.7 .3 -1 .8 -1 1.6M12 16.2v.2',
      'asking',
    ),
  // The span turns and not the drawing: the compositor turns HTML alone, and SVG costs the page a style pass a frame.
  running: () => html`<span class="turning">${draw('M12 3.5a8.5 8.5 0 1 1 -8.5 8.5')}</span>`,
  done: () => draw('M12 12m-8.5 0a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0M8.2 12.3l2.6 2.6l5 -5.4', 'done'),
  failed: () => draw('M12 12m-8.5 0a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0M12 7.8v4.9M12 16v.2', 'failed'),
  skipped: () => draw('M12 12m-8.5 0a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0M8.5 12h7', 'skipped'),
  cancelled: () =>
    draw('M12 12m-8.5 0a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0M9.3 9.3h5.4v5.4h-5.4z', 'cancelled'),
  interrupted: () =>
    draw('M12 12m-8.5 0a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0 -17 0M10 8.8v6.4M14 8.8v6.4', 'interrupted'),
  earlier: () => draw('M4.2 9.5a8.3 8.3 0 1 1 -.5 2.8M4 4.8v4.9h4.9M12 7.8v4.6l3 1.8'),
  warning: () => draw('M12 4l9 15.5h-18zM12 10v4.2M12 17v.2', 'warning'),
  play: () => draw('M8 5.5v13l10.5 -6.5z'),
  stop: () => draw('M7 7h10v10h-10z'),
  microphone: () => draw('M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1 -6 0zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5v3'),
  upload: () =>
    draw('M12 16v-11M7.5 9l4.5 -4.5l4.5 4.5M4.5 16v2.5a1.5 1.5 0 0 0 1.5 1.5h12a1.5 1.5 0 0 0 1.5 -1.5v-2.5'),
  download: () => draw('M12 4.5v11M7.5 11.5l4.5 4.5l4.5 -4.5M4.5 19.5h15'),
  copy: () => draw('M9 9h10.5v10.5h-10.5zM15 5.5v-1h-10.5v10.5h1'),
  file: () => draw('M6 3.5h7.5l4.5 4.5v12.5h-12zM13.5 3.5v4.5h4.5'),
  chevron: () => draw('M9 6l6 6l-6 6', 'chevron'),
} as const;
