/** A model hub that a served site may fetch from. Everything is an origin, such as `https://hub.example`. */
export interface ServedHub {
  readonly host: string;
  readonly revision?: string;
  /** Ids, or `organisation/*`; all of the hub's models where it is left out. */
  readonly allow?: readonly string[];
  /** Where the hub sends a browser on to for large files: a page may connect only to what its policy names. */
  readonly filesFrom?: readonly string[];
}

export interface HubOptions {
  readonly hub?: string | undefined;
  readonly 'hub-revision'?: string | undefined;
  readonly 'hub-models'?: string | undefined;
  readonly 'hub-files'?: readonly string[] | undefined;
}

/** The hub that a command line names, if it does. Throws a sentence for what is no address of a site. */
export function readHub(options: HubOptions): ServedHub | undefined {
  const { hub, 'hub-revision': revision, 'hub-models': models, 'hub-files': files = [] } = options;
  if (hub === undefined) {
    const alone = ['hub-revision', 'hub-models', 'hub-files'].find(
      (name) => options[name as keyof HubOptions] !== undefined,
    );
    if (alone === undefined) return undefined;
    throw new Error(`--${alone} says more of a hub: name it with --hub https://hub.example`);
  }
  const allow = models?.split(',').map((name) => name.trim());
  return {
    host: originOf(hub, '--hub'),
    filesFrom: files.map((each) => originOf(each, '--hub-files')),
    ...(revision !== undefined && { revision }),
    ...(allow !== undefined && { allow: allow.filter((name) => name !== '') }),
  };
}

/** Puts the line into a page's head that `<prompt-flow>` reads. */
export function withHub(page: string, { host, revision, allow }: ServedHub): string {
  const more = [
    ['data-revision', revision],
    ['data-allow', allow?.join(', ')],
  ].flatMap(([name, value]) => (value === undefined ? [] : `${name}="${escaped(value)}"`));
  const meta = `<meta name="prompt-flow-hub" ${[`content="${escaped(host)}"`, ...more].join(' ')} />`;
  return page.replace(/<head[^>]*>/i, (head) => `${head}\n    ${meta}`);
}

/** A site's origin: a path would narrow the policy to that one file, and a policy knows no quotes. */
function originOf(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)))
    return url.origin;
  throw new Error(`${option} takes the address of a site, such as https://hub.example, and got "${text}".`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
