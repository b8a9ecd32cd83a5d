export * from './files/file-store.ts';
export * from './files/stored-files.ts';
export * from './runs/indexed-db-run-store.ts';
