import './bridge/error-transfer.ts';
import { expose } from 'comlink';
import type { VectorAccess } from '../executors/index.ts';
import { IndexedDbVectors } from '../storage/vectors/indexed-db-vectors.ts';

/** The thread that writes and searches indexes of vectors: it has the database open itself. */
const vectors = new IndexedDbVectors();

const api: VectorAccess = {
  describe: (index) => vectors.describe(index),
  add: (index, model, items) => vectors.add(index, model, items),
  search: (index, query) => vectors.search(index, query),
  remove: (index, which) => vectors.remove(index, which),
};

expose(api);
