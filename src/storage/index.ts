export * from './files/indexed-db-file-store.ts';
export * from './files/memory-file-store.ts';
export * from './files/stored-files.ts';
export * from './files/sweep-files.ts';
export * from './runs/indexed-db-run-store.ts';
