import { readableName } from '../element/format/readable-name.ts';
import type { FlowSample } from '../element/index.ts';

/** A flow as the gallery shows it. Addresses are relative to the page. */
export interface CatalogueFlow {
  readonly id: string;
  readonly src: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly samples: readonly FlowSample[];
}

/** Fetches the list of flows that this site holds. */
export async function loadCatalogue(address = 'flows/index.json'): Promise<readonly CatalogueFlow[]> {
  const response = await fetch(new URL(address, document.baseURI));
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  const index: unknown = await response.json().catch(() => undefined);
  const flows = typeof index === 'object' && index !== null && 'flows' in index ? index.flows : undefined;
  if (!Array.isArray(flows)) throw new Error(`${address} is not a list of flows.`);
  return flows.flatMap((entry) => readEntry(entry) ?? []);
}

/** An entry that names no flow is left out; anything else that is missing has a stand-in. */
export function readEntry(entry: unknown): CatalogueFlow | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, src, name, title, description, tags, samples } = entry as Record<string, unknown>;
  if (typeof id !== 'string' || typeof src !== 'string') return undefined;
  return {
    id,
    src,
    title: textOf(title) ?? readableName(textOf(name) ?? id),
    description: textOf(description) ?? '',
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    samples: Array.isArray(samples) ? (samples as readonly FlowSample[]) : [],
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
