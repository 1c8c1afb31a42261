import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import axios from 'axios';
import iconv from 'iconv-lite';
import { AppError, throwIfCancelled, toAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';

export interface HttpOptions {
  /** Before one request is given up. */
  timeoutMs: number;
  /** Tries in all for faults that may pass: no reply, 5xx. */
  attempts: number;
  /** Wait before the second try; doubles each time, plus up to half of it at random. */
  backOffMs: number;
  /** UTF-8 where it is left out. */
  encoding?: 'gb18030' | undefined;
}

// AKTools' server closes its connection after a 500: one kept alive would fail the next request with it.
const AGENTS = { httpAgent: new HttpAgent(), httpsAgent: new HttpsAgent() };
const MAX_BODY_BYTES = 64 * 2 ** 20;

/**
 * GET as text, tried again with back-off. Throws SOURCE_UNREACHABLE (no reply, or 5xx with
 * `details.status`), SOURCE_RATE_LIMITED (403, 429), SOURCE_BAD_DATA (any other status) or CANCELLED.
 */
export async function getText(
  url: URL,
  details: ErrorDetails,
  options: HttpOptions,
  signal: AbortSignal,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await getOnce(url, details, options, signal);
    } catch (error) {
      const { code } = toAppError(error);
      if (code !== 'SOURCE_UNREACHABLE' || attempt >= options.attempts) throw error;
    }
    const waitMs = options.backOffMs * 2 ** (attempt - 1);
    await delay(waitMs * (1 + Math.random() / 2), undefined, { signal });
  }
}

async function getOnce(
  url: URL,
  details: ErrorDetails,
  options: HttpOptions,
  signal: AbortSignal,
): Promise<string> {
  const reply = await request(url, details, options, signal);
  const { status } = reply;
  const known = { ...details, status };
  if (status === 200) return reply.data;
  const text = `${url.host} answered ${status} to ${url.pathname}${blame(status, details)}`;
  if (status === 403 || status === 429) throw new AppError('SOURCE_RATE_LIMITED', text, known);
  if (status >= 500) throw new AppError('SOURCE_UNREACHABLE', text, known);
  throw new AppError('SOURCE_BAD_DATA', text, { ...known, reply: reply.data.slice(0, 200) });
}

/** AKTools hides why it fails; it nearly always is the provider behind it. */
function blame(status: number, { upstream }: ErrorDetails): string {
  if (status < 500 || typeof upstream !== 'string') return '';
  return `: ${upstream} behind it did not answer, or limits requests`;
}

async function request(
  url: URL,
  details: ErrorDetails,
  { timeoutMs, encoding }: HttpOptions,
  signal: AbortSignal,
): Promise<{ status: number; data: string }> {
  throwIfCancelled(signal);
  try {
    const reply = await axios.get<Buffer>(url.href, {
      ...AGENTS,
      // axios' own timeout does not cover a body that trickles in.
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      responseType: 'arraybuffer',
      validateStatus: () => true,
      maxRedirects: 0,
      maxContentLength: MAX_BODY_BYTES,
      // A proxy from the environment cannot reach this machine's own loopback.
      ...(isLoopback(url.hostname) && { proxy: false as const }),
    });
    return { status: reply.status, data: iconv.decode(reply.data, encoding ?? 'utf-8') };
  } catch (error) {
    throwIfCancelled(signal);
    const reason = axios.isCancel(error) ? `no full reply in ${timeoutMs} ms` : reasonOf(error);
    const known = { ...details, address: url.origin, reason };
    throw new AppError('SOURCE_UNREACHABLE', `${url.origin}: ${reason}`, known, error);
  }
}

function reasonOf(error: unknown): string {
  if (!axios.isAxiosError(error)) return String(error);
  const { code, message } = error;
  return code === undefined || message.includes(code) ? message : `${code} ${message}`.trim();
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
