export * from './files/file-store.ts';
export * from './files/stored-files.ts';
