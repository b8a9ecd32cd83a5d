import type { FlowLoader } from '../engine/index.ts';
import { FlowError } from '../errors/index.ts';

/** Flows by their address on the web: relative to the flow that names them, else to the site's root. */
export class FetchedFlows implements FlowLoader {
  private readonly root: URL;

  constructor(root: URL) {
    this.root = root;
  }

  async load(address: string, base: string | undefined): Promise<{ source: string; address: string }> {
    const hint = 'The address is relative to the flow that names it, such as ../other/flow.yaml.';
    let url: URL;
    try {
      url = new URL(address, base ?? this.root);
    } catch (cause) {
      throw new FlowError('flow_not_found', `"${address}" is no address of a flow.`, { hint, cause });
    }
    const response = await fetch(url).catch((cause: unknown) => {
      throw new FlowError('flow_not_found', `The flow ${url.href} could not be fetched.`, { hint, cause });
    });
    if (!response.ok) {
      const message = `The flow ${url.href} is not there: the server answered ${response.status}.`;
      throw new FlowError('flow_not_found', message, { hint });
    }
    return { source: await response.text(), address: url.href };
  }
}
