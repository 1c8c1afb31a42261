import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { hasCode } from '#main/lib/errorCode.ts';

export interface PageFile {
  body: Buffer;
  contentType: string;
}

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/**
 * A file of the built page; null where there is none, where its kind is not served, and for every
 * path that leads out of `root`.
 */
export async function readPageFile(root: string, urlPath: string): Promise<PageFile | null> {
  const path = decodePath(urlPath);
  if (path === null) return null;
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  const contentType = CONTENT_TYPES[extname(file)];
  if (!file.startsWith(resolve(root) + sep) || contentType === undefined) return null;
  try {
    return { body: await readFile(file), contentType };
  } catch (error) {
    if (MISSING.some((code) => hasCode(error, code))) return null;
    throw error;
  }
}

const MISSING = ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'];

function decodePath(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    return path.startsWith('/') && !path.includes('\0') ? path : null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/**
 * Headers of every answer. Scripts come from the page's own files only; styles may be inline,
 * since component libraries and charts write them. `connect` is the socket's address, if any.
 */
export function pageHeaders(connect = "'none'"): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Cache-Control': 'no-store',
  };
}
