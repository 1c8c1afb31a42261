import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type WebRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** What the door says to a request for a page file. */
export type Admission =
  | { kind: 'serve'; path: string }
  /** The token was in the address: it moves into a cookie, out of sight and of the history. */
  | { kind: 'redirect'; location: string; cookie: string }
  | { kind: 'refuse'; status: 400 | 403 | 405; reason: string };

export interface WebDoor {
  admit: (request: WebRequest) => Admission;
  /** For the socket: the right path, host, origin, and the token in cookie or query. */
  admitSocket: (request: WebRequest) => boolean;
}

/**
 * Guards a server on 127.0.0.1 against other web pages and other users of the machine: a foreign
 * page is stopped by Host (DNS rebinding) and Origin, a local program by the token.
 */
export function createWebDoor({ port, token }: { port: number; token: string }): WebDoor {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const cookieName = `zuot-${port}`;

  const isToken = (text: string | null | undefined): boolean =>
    typeof text === 'string' && timingSafeEqual(digest(text), digest(token));
  const isHostOk = ({ headers }: WebRequest): boolean =>
    headers.host !== undefined && hosts.includes(headers.host);
  const isOwnOrigin = (origin: string): boolean =>
    hosts.some((host) => origin === `http://${host}`);
  const hasCookie = ({ headers }: WebRequest): boolean =>
    isToken(readCookie(headers.cookie ?? '', cookieName));

  return {
    admit: (request) => {
      const url = parseUrl(request.url);
      if (!url) return { kind: 'refuse', status: 400, reason: 'Not an address.' };
      if (!isHostOk(request)) return { kind: 'refuse', status: 403, reason: 'Wrong host.' };
      const { origin } = request.headers;
      if (origin !== undefined && !isOwnOrigin(origin)) {
        return { kind: 'refuse', status: 403, reason: 'Wrong origin.' };
      }
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return { kind: 'refuse', status: 405, reason: 'Only GET and HEAD.' };
      }
      if (isToken(url.searchParams.get('token'))) {
        const cookie = `${cookieName}=${token}; HttpOnly; SameSite=Strict; Path=/`;
        return { kind: 'redirect', location: url.pathname, cookie };
      }
      if (hasCookie(request)) return { kind: 'serve', path: url.pathname };
      const reason = 'Open the address that ZuoT printed, with its token.';
      return { kind: 'refuse', status: 403, reason };
    },
    admitSocket: (request) => {
      const url = parseUrl(request.url);
      const { origin } = request.headers;
      return (
        url?.pathname === '/engine' &&
        isHostOk(request) &&
        origin !== undefined &&
        isOwnOrigin(origin) &&
        (hasCookie(request) || isToken(url.searchParams.get('token')))
      );
    },
  };
}

/** Equal lengths, as the comparison in constant time wants them. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function parseUrl(url: string | undefined): URL | null {
  // A path that starts with `//` would be read as another host.
  if (!url?.startsWith('/') || url.startsWith('//')) return null;
  try {
    return new URL(url, 'http://127.0.0.1');
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function readCookie(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value ?? null;
  }
  return null;
}
