/** Every way in which the app may fail that a user can understand and act on. */
export const ERROR_CODES = [
  'CANCELLED',
  'INVALID_INPUT',
  'SOURCE_UNREACHABLE',
  'SOURCE_RATE_LIMITED',
  'SOURCE_BAD_DATA',
  'STORE_BUSY',
  'STORE_DAMAGED',
  'STORE_TOO_NEW',
  'NOT_ENOUGH_HISTORY',
  'MODEL_DIVERGED',
  'MODEL_MISMATCH',
  'NATIVE_UNAVAILABLE',
  'DISK_FULL',
  'ENGINE_EXITED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Facts the renderer puts into its sentence: a file, a line, a symbol, a date. */
export type ErrorDetails = Record<string, string | number | boolean | null>;

/** What crosses a process line. `message` is English, for logs and the command line. */
export interface ErrorRecord {
  code: ErrorCode;
  message: string;
  details?: ErrorDetails;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, message: string, details?: ErrorDetails, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** Whether the system refused to write because no room is left on the disk, or none of the user's share. */
export const isDiskFull = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'code' in thrown &&
  (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT');

/** Any thrown value as an AppError; unknown ones become INTERNAL and keep their cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new AppError('CANCELLED', 'cancelled', undefined, thrown);
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (isDiskFull(thrown)) {
    return new AppError('DISK_FULL', `the disk is full: ${message}`, undefined, thrown);
  }
  return new AppError('INTERNAL', message, undefined, thrown);
}

export function toErrorRecord(thrown: unknown): ErrorRecord {
  const { code, message, details } = toAppError(thrown);
  return details === undefined ? { code, message } : { code, message, details };
}

export function fromErrorRecord(record: ErrorRecord): AppError {
  return new AppError(record.code, record.message, record.details);
}

/** Throws CANCELLED when the caller has given up; long loops call it at every symbol, epoch, fold. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('CANCELLED', 'cancelled');
}
