import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that refuses everything and remembers what was asked for: the way out of this machine, closed. */
export class RefusingProxy {
  readonly asked: string[] = [];
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    server.on('connect', (request, socket) => {
      this.asked.push(request.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    server.on('request', (request, response) => {
      this.asked.push(request.url ?? '');
      response.writeHead(403).end();
    });
  }

  static async open(): Promise<RefusingProxy> {
    const server = createServer();
    const proxy = new RefusingProxy(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** For the browser's command line: all but this machine goes through the proxy, from pages and workers alike. */
  get browserArgs(): string[] {
    const { port } = this.server.address() as AddressInfo;
    return [`--proxy-server=http://127.0.0.1:${port}`];
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
