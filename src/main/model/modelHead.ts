import { createHash } from 'node:crypto';

const sumOf = (...parts: (string | Uint8Array)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/** What a file says of its body, as JSON, with the SHA-256 of itself without that sum and of the body. */
export function writeHead(said: object, body: Uint8Array): string {
  const open = JSON.stringify({ ...said, sha256: '' });
  return `${open.slice(0, -2)}${sumOf(open, body)}"}`;
}

/** Whether head and body are as they were written; heads of older files count their body alone. */
export const isIntact = (head: string, body: Uint8Array, sha256: string): boolean =>
  [sumOf(head.replace(sha256, ''), body), sumOf(body)].includes(sha256);
