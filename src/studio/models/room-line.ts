import { css, html, nothing, type TemplateResult } from 'lit';
import { formatBytes } from '../../element/format/bytes.ts';
import type { StorageInfo } from '../../engine/storage-info.ts';

export interface RoomParts {
  readonly room: StorageInfo | undefined;
  /** The browser was asked to keep the site, and did not agree. */
  readonly isRefused: boolean;
  readonly onPersist: () => void;
}

/** What the site takes up, and whether the browser may clear it by itself. */
export function renderRoom({ room, isRefused, onPersist }: RoomParts): TemplateResult | typeof nothing {
  if (room === undefined) return nothing;
  if (room.kind === 'memory') {
    return html`<p class="room">
      ${room.fault?.message ?? 'This browser gives the page no database.'} Models last as long as the page is open.
    </p>`;
  }
  const answer = answerOf(room, isRefused);
  // What the site takes up changes by itself, and is not read out each time.
  return html`<p class="room">
    ${usageText(room)} <span role="status">${answer}</span>
    ${
      answer === undefined
        ? html`The browser may clear it when the disk is full.
            <button class="quiet" type="button" @click=${onPersist}>Ask it not to</button>`
        : nothing
    }
  </p>`;
}

/** What the browser says about keeping the site, as far as it was asked. */
function answerOf({ persisted }: StorageInfo, isRefused: boolean): string | undefined {
  if (persisted) return 'The browser does not clear it by itself.';
  return isRefused
    ? 'The browser did not agree to keep it at all times: it does so for sites that are used often. An export is safe.'
    : undefined;
}

function usageText({ usage, quota }: StorageInfo): string {
  if (usage === undefined) return '';
  const most = quota === undefined ? '' : `, of ${formatBytes(quota)} that the browser allows`;
  return `This site takes up ${formatBytes(usage)}${most}.`;
}

export const roomStyles = css`
  .room {
    color: var(--pf-muted);
    font-size: var(--pf-size-small);
    text-wrap: pretty;
  }
  .room button {
    margin-block: -4px;
    vertical-align: baseline;
  }
`;
