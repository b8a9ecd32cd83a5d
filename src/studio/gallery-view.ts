import { css, html, nothing, type TemplateResult } from 'lit';
import type { CatalogueFlow } from './catalogue.ts';
import { flowAddress } from './route.ts';

export type CatalogueState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly flows: readonly CatalogueFlow[] };

/** The first page: what this is, and every flow as a card. */
export function renderGallery(catalogue: CatalogueState, retry: () => void): TemplateResult {
  return html`<header class="hero">
      <div class="words">
        <h1>Flows of AI steps that run inside this page</h1>
        <p>
          Open a flow, give it something of yours and press Run. The models work on this machine, so your text,
          pictures and recordings stay here.
        </p>
      </div>
      <figure class="excerpt">
        <pre>${excerpt}</pre>
        <figcaption>A flow is a short text. This is most of one.</figcaption>
      </figure>
    </header>
    ${flows(catalogue, retry)}`;
}

/** What a flow looks like, with its keys and texts told apart as an editor would. */
const excerpt = html`<b>steps</b>:
  - <b>name</b>: team
    <b>executor</b>: zero_shot_classifier
    <b>config</b>:
      <b>text</b>: <i>"{{ inputs.message }}"</i>
      <b>labels</b>: [billing, shipping, technical]

<b>outputs</b>:
  - <b>name</b>: team
    <b>value</b>: <i>"{{ steps.team.label }}"</i>`;

function flows(catalogue: CatalogueState, retry: () => void): TemplateResult | typeof nothing {
  switch (catalogue.status) {
    case 'loading':
      return html`<p class="notice" role="status">Looking for flows</p>`;
    case 'failed':
      return html`<div class="notice" role="alert">
        <h2>The list of flows could not be read</h2>
        <p>${catalogue.message} If you serve this site yourself, build it again with <code>npm start</code>.</p>
        <button type="button" @click=${retry}>Try again</button>
      </div>`;
    case 'ready':
      return catalogue.flows.length === 0
        ? html`<div class="notice">
            <h2>There are no flows yet</h2>
            <p>A flow is a file <code>flows/NAME/flow.yaml</code>. Add one, and it stands here.</p>
          </div>`
        : html`<ul class="cards">
            ${catalogue.flows.map(card)}
          </ul>`;
  }
}

function card({ id, title, description, tags }: CatalogueFlow): TemplateResult {
  return html`<li class="card">
    <h2><a href=${flowAddress(id)}>${title}</a></h2>
    <p class="description">${description}</p>
    ${
      tags.length === 0
        ? nothing
        : html`<ul class="tags" aria-label="Tags">
            ${tags.map((tag) => html`<li>${tag}</li>`)}
          </ul>`
    }
  </li>`;
}

export const galleryStyles = css`
  .hero {
    display: grid;
    align-items: center;
    gap: 40px;
    padding-block: clamp(16px, 4vw, 48px) clamp(32px, 5vw, 64px);
  }
  .words {
    display: grid;
    gap: 16px;
  }
  .excerpt {
    display: none;
    margin: 0;
  }
  .excerpt pre {
    padding: 20px 24px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-surface);
    font-size: var(--pf-size-small);
    line-height: 1.65;
    overflow-x: auto;
  }
  .excerpt b {
    color: var(--pf-accent);
    font-weight: 400;
  }
  .excerpt i {
    color: var(--pf-good);
    font-style: normal;
  }
  .excerpt figcaption {
    margin-block-start: 8px;
    color: var(--pf-muted);
    font-size: var(--pf-size-small);
  }
  @media (min-width: 62rem) {
    .hero {
      grid-template-columns: minmax(0, 1fr) minmax(0, 27rem);
    }
    .excerpt {
      display: block;
    }
  }
  h1 {
    margin: 0;
    max-inline-size: 20ch;
    font-size: clamp(2rem, 1.2rem + 3.6vw, 3.25rem);
    font-weight: 680;
    line-height: 1.06;
    letter-spacing: -0.03em;
    text-wrap: balance;
  }
  .hero p {
    max-inline-size: 54ch;
    color: var(--pf-muted);
    font-size: clamp(1.0625rem, 1rem + 0.4vw, 1.1875rem);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
    gap: 16px;
  }
  .card {
    position: relative;
    display: grid;
    grid-template-rows: auto 1fr auto;
    gap: 8px;
    min-block-size: 11rem;
    padding: 24px;
    border: 1px solid var(--pf-line);
    border-radius: var(--pf-radius);
    background: var(--pf-surface);
    transition: border-color 120ms;
  }
  .card:hover,
  .card:focus-within {
    border-color: var(--pf-accent);
  }
  .card:focus-within {
    outline: 2px solid var(--pf-accent);
    outline-offset: 2px;
  }
  .card h2 {
    margin: 0;
    font-size: 1.1875rem;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .card a {
    color: inherit;
    text-decoration: none;
    outline: none;
  }
  /* The whole card is the link's target, and its text can still be read as one link. */
  .card a::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
  }
  .card:hover a {
    color: var(--pf-accent);
  }
  .card .description {
    display: -webkit-box;
    overflow: hidden;
    color: var(--pf-muted);
    line-height: 1.5;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin-block-start: 8px;
    color: var(--pf-muted);
    font-family: var(--pf-mono);
    font-size: 0.75rem;
  }
`;
