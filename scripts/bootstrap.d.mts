export function complainAboutNode(version: string): string | undefined;
export function packagesAreInstalled(folder: string): boolean;
export function markInstalled(folder: string): void;
