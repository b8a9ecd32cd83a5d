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
  return html`<p class="room" role="status">
    ${usageText(room)}
    ${
      room.persisted
        ? 'The browser does not clear it by itself.'
        : isRefused
          ? 'The browser did not agree to keep it at all times: it does so for sites that are used often. An export is safe.'
          : html`The browser may clear it when the disk is full.
              <button class="quiet" type="button" @click=${onPersist}>Ask it not to</button>`
    }
  </p>`;
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
