import { FlowError } from '../../errors/index.ts';
import type { CatalogueModel } from '../catalogue/catalogue-model.ts';

/** A download that somebody is asked for. */
export interface DownloadRequest {
  readonly model: string;
  readonly dtype: string;
  readonly licence?: string;
  /** The other site, such as `hub.example`. */
  readonly host: string;
  /** What is still to be fetched, in bytes. */
  readonly size: number;
}

/** Asks whoever looks at the page. */
export type ConfirmDownload = (request: DownloadRequest) => Promise<boolean>;

/** Smaller downloads, in bytes, are not worth a question once the site's author allowed the host. */
const SMALL = 5_000_000;

/** Decides whether a model may be fetched from another site. */
export class DownloadPolicy {
  private readonly confirm: ConfirmDownload | undefined;
  private readonly agreed = new Set<string>();

  /** @param confirm where it is left out, nothing large is fetched from another site */
  constructor(confirm?: ConfirmDownload) {
    this.confirm = confirm;
  }

  /** Resolves where the download may begin. Rejects with `download_refused`. */
  async allow({ id, dtype, licence, origin }: CatalogueModel, size: number): Promise<void> {
    if (origin?.kind !== 'hub' || size <= SMALL) return;
    const { host } = new URL(origin.host);
    const key = `${host}|${id}|${dtype}`;
    if (this.agreed.has(key)) return;
    const request = { model: id, dtype, host, size, ...(licence !== undefined && { licence }) };
    if ((await this.confirm?.(request)) !== true) throw refused(request, this.confirm === undefined);
    this.agreed.add(key);
  }
}

function refused({ model, host, size }: DownloadRequest, isUnasked: boolean): FlowError {
  const much = `${Math.ceil(size / 1_000_000)} MB`;
  const message = isUnasked
    ? `${model} would have to be fetched from ${host} (${much}), and nobody was there to be asked.`
    : `The download of ${model} from ${host} (${much}) was declined.`;
  const hint = isUnasked
    ? 'Open the page and run the flow there, or answer the engine with confirmDownload.'
    : 'Run again and agree to the download, or use a model that is embedded in this page.';
  return new FlowError('download_refused', message, { hint });
}
