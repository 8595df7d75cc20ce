// A wire to a server that can be cut and mended.

import { connect, createServer } from 'node:net';

/** A wire to the server of an address; its own address stays the same while it is cut. */
export async function layWire(url) {
  const { hostname, port } = new URL(url);
  const open = new Set();
  const serve = (client) => {
    const there = connect(Number(port), hostname);
    for (const [one, other] of [[client, there], [there, client]]) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  };
  let server = createServer(serve);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address();
  return {
    url: `http://127.0.0.1:${own}`,
    async cut() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
    async mend() {
      server = createServer(serve);
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(own, '127.0.0.1', resolve);
      });
    },
  };
}
