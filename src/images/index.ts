export * from './canvas.ts';
export * from './contrast.ts';
export * from './decode-image.ts';
export * from './encode-image.ts';
export * from './greyscale.ts';
export * from './header/image-header.ts';
export * from './header/read-image-header.ts';
export * from './size-limit.ts';
