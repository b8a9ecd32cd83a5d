// Marks and lengths of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3 and 4.4.
export const LOCAL = 0x04034b50;
export const LOCAL_LENGTH = 30;
export const ENTRY = 0x02014b50;
export const ENTRY_LENGTH = 46;
/** The end of a zip file: 22 bytes, and a comment of at most 65,535 behind them. */
export const END = 0x06054b50;
export const END_LENGTH = 22;
export const LONGEST_COMMENT = 65_535;

/** Methods of compression. */
export const STORED = 0;
export const DEFLATED = 8;
