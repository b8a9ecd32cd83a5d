// npm's own reader of its configuration comes without types: this is the part of it that we use.
declare module '@npmcli/config' {
  export default class Config {
    constructor(options: {
      definitions: unknown;
      shorthands: unknown;
      flatten: unknown;
      nerfDarts: unknown;
      npmPath: string;
      argv: string[];
      env: NodeJS.ProcessEnv;
      cwd: string;
      warn: boolean;
    });
    load(): Promise<void>;
    readonly flat: Record<string, unknown>;
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  const content: { definitions: unknown; shorthands: unknown; flatten: unknown; nerfDarts: unknown };
  export default content;
}
