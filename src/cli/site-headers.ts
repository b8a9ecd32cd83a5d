/**
 * What lets a page use SharedArrayBuffer, and so threads in wasm.
 * A worker's own script needs the same headers as the page, or the browser refuses to start it.
 */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/**
 * The promise "nothing leaves the page", said to the browser: it loads from and connects to this site alone, and to the
 * hub that whoever serves it named.
 * `wasm-unsafe-eval` is what compiling WebAssembly asks for; script by eval or from text stays forbidden.
 * Styles come in sheets and by script alone: no style attribute in any markup.
 */
const contentSecurityPolicy = (hubs: readonly string[]): string =>
  [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    ["connect-src 'self'", ...hubs].join(' '),
    "img-src 'self' blob: data:",
    "media-src 'self' blob: data:",
    "style-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');

/**
 * Every header that the built site is served with, on every response.
 *
 * @param hubs the origins of other sites that models may be fetched from
 */
export function siteHeaders(hubs: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    ...isolationHeaders,
    'Content-Security-Policy': contentSecurityPolicy(hubs),
    'Permissions-Policy': 'microphone=(self)',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}
