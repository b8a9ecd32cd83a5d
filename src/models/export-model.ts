import { FlowError } from '../errors/index.ts';
import { ZipWriter } from '../zip/zip-writer.ts';
import { NOTE } from './import/model-folder.ts';
import { writeNote } from './import/model-note.ts';
import { modelZipFaults } from './import/zip-entries.ts';
import { sha256OfBlobs } from './weights/download/sha256.ts';
import { PIECE_BYTES, type StoredModel, type WeightStore } from './weights/weight-store.ts';

/**
 * Puts a model that the browser keeps into a zip file, which `import` takes back. Its weights lie in it as they are and
 * by reference: of any file only a piece is in memory.
 * Rejects with `weights_damaged` where a piece is gone or is another one, and `model_invalid` where all is over 4 GB.
 */
export async function exportModel(model: StoredModel, store: WeightStore): Promise<Blob> {
  const zip = new ZipWriter(modelZipFaults);
  const noted: { path: string; size: number; sha256: string }[] = [];
  for (const { path, size, sha256: known } of model.files) {
    const pieces = [...(await store.pieces(model.id, path))].sort((a, b) => a.index - b.index);
    const contents = pieces.map(({ content }) => content);
    const sha256 = await sha256OfBlobs(contents);
    const isWhole =
      pieces.length === Math.ceil(size / PIECE_BYTES) &&
      contents.reduce((sum, content) => sum + content.size, 0) === size;
    if (!isWhole || (known !== undefined && sha256 !== known)) throw damaged(model, path);
    await zip.bytes(path, new Blob(contents));
    noted.push({ path, size, sha256 });
  }
  const { id, task, dtype, description, licence } = model;
  zip.text(
    NOTE,
    writeNote({
      model: id,
      task,
      dtype,
      ...(description !== undefined && { description }),
      ...(licence !== undefined && { licence }),
      files: noted,
    }),
  );
  return zip.end();
}

function damaged({ id, dtype, origin }: StoredModel, path: string): FlowError {
  const hint =
    origin?.kind === 'import'
      ? 'Import the model again.'
      : 'Remove the model and load it once more: then it is fetched again.';
  return new FlowError('weights_damaged', `${path} of ${id} in ${dtype} is not what was stored.`, { hint });
}
