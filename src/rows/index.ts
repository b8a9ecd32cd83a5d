export { columnNames } from './csv-columns.ts';
export * from './read-rows.ts';
export type { Row } from './row.ts';
export * from './row-format.ts';
