export * from './files/file-store.ts';
export * from './files/stored-files.ts';
export * from './history/indexed-db-run-history.ts';
export * from './runs/indexed-db-run-store.ts';
export * from './tasks/broadcast-task-channel.ts';
export * from './tasks/indexed-db-task-rooms.ts';
export * from './tasks/web-task-locks.ts';
