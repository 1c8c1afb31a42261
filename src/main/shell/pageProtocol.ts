import { protocol } from 'electron';
import { pageHeaders, readPageFile } from '#main/host/page.ts';

const SCHEME = 'zuot';
const ORIGIN = `${SCHEME}://app`;
export const PAGE_URL = `${ORIGIN}/index.html`;

export const isPageUrl = (url: string): boolean => url.startsWith(`${ORIGIN}/`);

/** Before `ready`: gives the page an origin of its own, so that its policy can say 'self'. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** After `ready`: serves the built page in `root` and nothing else. */
export function servePage(root: string): void {
  const headers = pageHeaders();
  // Electron before 25 has no `handle`, and its Node no `Response`.
  if (typeof protocol.handle === 'function') {
    protocol.handle(SCHEME, async ({ url }) => {
      const file = isPageUrl(url) ? await readPageFile(root, new URL(url).pathname) : null;
      if (!file) return new Response('No such file.', { status: 404, headers });
      const body = new Uint8Array(file.body);
      return new Response(body, { headers: { ...headers, 'Content-Type': file.contentType } });
    });
    return;
  }
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  protocol.registerBufferProtocol(SCHEME, ({ url }, callback) => {
    const missing = { statusCode: 404, headers, data: Buffer.from('No such file.') };
    if (!isPageUrl(url)) {
      callback(missing);
      return;
    }
    readPageFile(root, new URL(url).pathname).then(
      (file) =>
        callback(
          file
            ? {
                headers,
                mimeType: file.contentType.split(';')[0],
                charset: 'utf-8',
                data: file.body,
              }
            : missing,
        ),
      () => callback({ statusCode: 500, headers, data: Buffer.from('The file cannot be read.') }),
    );
  });
}
