import { html } from 'lit';

/** The sign of the project: one line that parts, does two things at once, and comes together. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <path d="M3 16h3.500c5 0 4-7.500 9.500-7.500s4.500 7.500 9.500 7.500H29M6.500 16c5 0 4 7.500 9.500 7.500s4.500-7.500 9.500-7.500" />
  <circle cx="16" cy="8.500" r="3" />
  <circle cx="16" cy="23.500" r="3" />
</svg>`;
