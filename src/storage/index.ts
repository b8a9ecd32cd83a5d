export * from './files/memory-file-store.ts';
export * from './files/stored-files.ts';
export * from './open-storage.ts';
