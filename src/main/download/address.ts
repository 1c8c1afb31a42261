import { AppError } from '#shared/errors.ts';

/** An http(s) address to which paths can be added. Throws INVALID_INPUT. */
export function parseAddress(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new AppError('INVALID_INPUT', `"${text}" is not an http address`, { url: text });
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** `https://host/path`, or `<base>/host/path` where requests are sent elsewhere (a proxy, a stub). */
export function addressOf(base: URL | null, host: string, path: string): URL {
  return base === null ? new URL(path, `https://${host}`) : new URL(host + path, base);
}
