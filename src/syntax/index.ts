export * from './located-node.ts';
export * from './parse-document.ts';
export * from './write-document.ts';
