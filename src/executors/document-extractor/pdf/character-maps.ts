/**
 * What turns the codes of older Chinese, Japanese and Korean fonts into characters: files of pdf.js, each loaded when a
 * document asks for it. Not as `data:` addresses, which the site's policy forbids to load.
 */
const addresses = import.meta.glob<string>('/node_modules/pdfjs-dist/cmaps/*.bcmap', {
  query: '?url&no-inline',
  import: 'default',
  // The addresses alone, in one list: a module for each would be two files for every map.
  eager: true,
});

/** In place of the library's own factory, which looks for the files under one address. */
export class CharacterMaps {
  async fetch({ name }: { name: string }): Promise<{ cMapData: Uint8Array; isCompressed: true }> {
    const address = addresses[`/node_modules/pdfjs-dist/cmaps/${name}.bcmap`];
    if (address === undefined) throw new Error(`There is no character map ${name}.`);
    const response = await fetch(address);
    if (!response.ok) throw new Error(`The character map ${name} cannot be loaded: ${response.status}.`);
    return { cMapData: new Uint8Array(await response.arrayBuffer()), isCompressed: true };
  }
}
