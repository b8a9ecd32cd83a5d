/** The files of one model by path, whole and checked. Blobs cross threads by reference: nobody holds the bytes twice. */
export type ModelFiles = ReadonlyMap<string, Blob>;
