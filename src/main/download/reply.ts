import type { z } from 'zod';
import { fromIsoDate, isTradeDate } from '#main/lib/dates.ts';
import type { AppError, ErrorDetails } from '#shared/errors.ts';
import type { BarRow } from './barRow.ts';
import { badData } from './checkBars.ts';

/** Throws SOURCE_BAD_DATA. */
export function parseJson(text: string, details: ErrorDetails): unknown {
  if (text.trim() === '') throw emptyReply(details, false);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badData('the reply is not JSON, or was cut off', details, error);
  }
}

/** The value that a script assigns or passes, `var a={…};`, `=([…]);`, `callback({…})`, comments around it or not. */
export function parseScript(text: string, details: ErrorDetails): unknown {
  const body = stripComments(text);
  const [opening] = /^(?:[\w$\s]*(?:=\s*\(|=|\())?/.exec(body) ?? [''];
  let rest = body.slice(opening.length).trimEnd();
  if (rest.endsWith(';')) rest = rest.slice(0, -1).trimEnd();
  if (opening.endsWith('(')) {
    if (!rest.endsWith(')')) throw badData('the reply was cut off', details);
    rest = rest.slice(0, -1);
  }
  return parseJson(rest, details);
}

function stripComments(text: string): string {
  let body = text.trim();
  if (body.startsWith('/*')) {
    const end = body.indexOf('*/');
    body = end === -1 ? '' : body.slice(end + 2).trimStart();
  }
  if (body.endsWith('*/')) body = body.slice(0, Math.max(0, body.lastIndexOf('/*'))).trimEnd();
  return body;
}

/** A reply in the expected shape; the error names the first field that is not. */
export function parseAs<S extends z.ZodType>(
  schema: S,
  value: unknown,
  details: ErrorDetails,
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badData(
    `unexpected reply: ${issue.path.join('.')} ${issue.message}`,
    details,
    parsed.error,
  );
}

const NUMBER = /^[+-]?\d{1,20}(\.\d{1,20})?([eE][+-]?\d{1,2})?$/;
/** Longer rows are no rows; they are cut where they are kept. */
const MAX_UNREAD = 500;

/** A value as it came, cut short for a message. */
const show = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 40);

/** A finite number, written plainly or as text; sources put `-` or nothing where they have none. */
export function readNumber(cell: unknown, what: string, details: ErrorDetails): number {
  if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  if (typeof cell === 'string' && NUMBER.test(cell)) return Number(cell);
  throw badData(`${what} is not a number: ${show(cell)}`, details);
}

/** As `readNumber`, for one figure of many: NaN where it cannot be read. */
export function readFigure(cell: unknown): number {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'string' && NUMBER.test(cell) ? Number(cell) : NaN;
}

/** The row, with what came in its place where one of its figures could not be read. */
export function keepUnread(row: BarRow, served: unknown): BarRow {
  if (!Object.values(row).some(Number.isNaN)) return row;
  const text = typeof served === 'string' ? served : JSON.stringify(served);
  return { ...row, unread: text.slice(0, MAX_UNREAD) };
}

/** As `readNumber`; null where the source prints that it has none. */
export function readMaybe(cell: unknown, what: string, details: ErrorDetails): number | null {
  const isMissing = cell === undefined || cell === null || cell === '-' || cell === '';
  return isMissing ? null : readNumber(cell, what, details);
}

/** `2024-01-02`, also with a time behind it, as 20240102. */
export function readDay(cell: unknown, details: ErrorDetails): number {
  if (typeof cell === 'string' && /^\d{4}-\d{2}-\d{2}(?!\d)/.test(cell)) {
    const date = fromIsoDate(cell);
    if (isTradeDate(date)) return date;
  }
  throw badData(`not a date: ${show(cell)}`, details);
}

/** `2024-01-02 09:35`, also with seconds, as 202401020935. */
export function readMinute(cell: unknown, details: ErrorDetails): number {
  const date = readDay(cell, details);
  const [, hour, minute] =
    /^.{10}[ T]([01]\d|2[0-3]):([0-5]\d)(?::\d{2})?$/.exec(String(cell)) ?? [];
  if (minute === undefined) throw badData(`not a time: ${String(cell).slice(0, 40)}`, details);
  return date * 10_000 + Number(hour) * 100 + Number(minute);
}

/**
 * A reply without rows, never taken for "no data". `isAnswered`: it shows that the source knows the
 * symbol and has nothing in these dates; otherwise the source may be limiting requests.
 */
export function emptyReply(details: ErrorDetails, isAnswered: boolean): AppError {
  return isAnswered
    ? badData('no bars in these dates', { ...details, isEmpty: true, isAnswered })
    : badData('empty reply: the source did not answer, or limits requests', {
        ...details,
        isEmpty: true,
      });
}

/** The source says itself that it has no such symbol. */
export function unknownSymbol(details: ErrorDetails): AppError {
  return badData('the source knows no such symbol', { ...details, isEmpty: true, isUnknown: true });
}

/** Refuses what is about something else than what was asked for. */
export function checkServed(served: unknown, asked: string, details: ErrorDetails): void {
  if (served === asked) return;
  throw badData(`${show(served)} came in place of ${asked}`, { ...details, isWrongSymbol: true });
}
