import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, extname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { claimDatabase, describeTaken } from '#main/host/databaseFile.ts';
import { createHost } from '#main/host/host.ts';
import type { Host } from '#main/host/host.ts';
import { createLogFile } from '#main/host/logFile.ts';
import { createNodeLauncher } from '#main/host/nodeChild.ts';
import { pageHeaders, readPageFile } from '#main/host/page.ts';
import { createWebDoor } from '#main/host/webDoor.ts';

/** The same app in a browser on this machine, for where there is no Electron or no display. */
const OPTIONS = {
  db: { type: 'string' },
  port: { type: 'string', default: '0' },
  /** Why the app is in a browser, as the second half of a sentence; printed with the address. */
  reason: { type: 'string' },
  /** Folder of the built page. */
  page: { type: 'string' },
  /** Another entry of the engine process. */
  engine: { type: 'string' },
} as const;

/** The largest message of a browser: a folder of CSV files in base64. */
const MAX_MESSAGE_BYTES = 512 * 1024 * 1024;

function main(): void {
  const entry = process.argv[1];
  const { values } = parseArgs({ options: OPTIONS });
  const wanted = Number(values.port);
  if (!/^\d+$/.test(values.port) || wanted > 65_535) {
    fail(`--port ${values.port}: a port is a whole number from 0 to 65535`);
  }
  const page = values.page ?? join(dirname(entry), '..', 'renderer');
  if (!existsSync(join(page, 'index.html'))) fail(`There is no built page in ${page}: npm start`);
  const { file, lock } = claimDatabase(values.db);
  if (!lock.isHeld) fail(describeTaken(file, lock));

  const engine = values.engine ?? join(dirname(entry), `engine${extname(entry)}`);
  const host = createHost({
    launch: createNodeLauncher({
      node: process.execPath,
      args: [engine, '--db', file],
      onOutput: createLogFile(join(dirname(file), 'engine.log')),
    }),
  });
  const token = randomBytes(32).toString('base64url');
  const { server, closeSockets } = createWebServer({ host, page, token });
  server.on('error', (error) => {
    lock.release();
    void host.stop().then(() => fail(`The server cannot be started: ${error.message}`));
  });
  server.listen(wanted, '127.0.0.1', () => {
    const address = `http://127.0.0.1:${portOf(server)}/?token=${token}`;
    lock.setAddress(address);
    const why = values.reason ? `\nIn the browser because ${values.reason}.` : '';
    process.stdout.write(`ZuoT 做T台: ${address}${why}\nCtrl-C ends it.\n`);
  });

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    server.close();
    closeSockets();
    void host.stop().then(() => {
      lock.release();
      process.exit(0);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
}

interface WebServerOptions {
  host: Host;
  page: string;
  token: string;
}

function createWebServer({ host, page, token }: WebServerOptions) {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      send(response, 500, 'The file cannot be read.');
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const door = () => createWebDoor({ port: portOf(server), token });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const port = portOf(server);
    const connect = `'self' ws://127.0.0.1:${port} ws://localhost:${port}`;
    for (const [key, value] of Object.entries(pageHeaders(connect))) {
      response.setHeader(key, value);
    }
    const admission = door().admit(request);
    if (admission.kind === 'refuse') {
      send(response, admission.status, admission.reason);
    } else if (admission.kind === 'redirect') {
      response.setHeader('Set-Cookie', admission.cookie);
      response.setHeader('Location', admission.location);
      send(response, 303, '');
    } else {
      const file = await readPageFile(page, admission.path);
      if (file) send(response, 200, file.body, file.contentType);
      else send(response, 404, 'No such file.');
    }
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!door().admitSocket(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => relay(webSocket, host));
  });
  const closeSockets = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  return { server, closeSockets };
}

function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'Content-Type': contentType });
  response.end(body);
}

function relay(socket: WebSocket, host: Host): void {
  const client = host.connect((message) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    const message = isBinary ? null : parseJson(data.toString('utf8'));
    if (message === null) socket.close(1003, 'JSON text only');
    else client.post(message);
  });
  // Broken pipes end in `close` as well.
  socket.on('error', () => undefined);
  socket.on('close', () => client.close());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

/** What is thrown before the server runs comes from the options, or from the place of the database. */
function start(): void {
  try {
    main();
  } catch (error) {
    fail(`ZuoT cannot start: ${error instanceof Error ? error.message : String(error)}`);
  }
}

start();
