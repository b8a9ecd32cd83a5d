export * from './file-store.ts';
export * from './stored-files.ts';
