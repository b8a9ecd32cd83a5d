// Made of scan-kernel.wat by `npx tsx scripts/vectors/build-kernel.ts`; a test compares the two.

/** The WebAssembly of the scan, as base64. */
export const SCAN_KERNEL = [
  'AGFzbQEAAAABCQFgBX9/f39/AAMCAQAFAwEAAQcRAgZtZW1vcnkCAARzY2FuAAAKywEByAECA38DeyAAIAIgA2xqIQUCQANA',
  'IAAgBU8NASAAIAJqIQYgASEH/QwAAAAAAAAAAAAAAAAAAAAAIQn9DAAAAAAAAAAAAAAAAAAAAAAhCgNAIAD9AAQAIQggCSAI',
  '/YcBIAf9AAQA/boB/a4BIQkgCiAI/YgBIAf9AAQQ/boB/a4BIQogAEEQaiEAIAdBIGohByAAIAZJDQALIAkgCv2uASEJIAQg',
  'Cf0bACAJ/RsBaiAJ/RsCIAn9GwNqajYCACAEQQRqIQQMAAsLCw==',
].join('');
