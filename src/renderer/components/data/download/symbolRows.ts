import type { DownloadRecord, DownloadState, UpdateOutcome } from '#shared/dataContract.ts';
import { explainDetail } from '#renderer/text/details.ts';
import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { Language } from '#renderer/text/language.ts';

export type SymbolRow = DownloadRecord['symbols'][number];
export type SymbolState = SymbolRow['state'];

export const SYMBOL_STATES = [
  'running',
  'failed',
  'waiting',
  'done',
] as const satisfies readonly SymbolState[];

export const STATE_TONES = {
  running: 'accent',
  done: 'accent',
  incomplete: 'warn',
  cancelled: 'quiet',
  limited: 'warn',
  interrupted: 'warn',
} as const satisfies Record<DownloadState, string>;

export const SYMBOL_TONES = {
  waiting: 'quiet',
  running: 'accent',
  done: 'quiet',
  failed: 'danger',
} as const satisfies Record<SymbolState, string>;

/** A download that ended with symbols left can go on. */
export const canResume = (state: DownloadState): boolean => state !== 'running' && state !== 'done';

/** What goes on now and what went wrong first, then what is to come, then what is done. */
export function inQueueOrder(rows: readonly SymbolRow[]): SymbolRow[] {
  return SYMBOL_STATES.flatMap((wanted) => rows.filter(({ state }) => state === wanted));
}

/** How many symbols are in each state. */
export function countStates(rows: readonly SymbolRow[]): Record<SymbolState, number> {
  const counts = { waiting: 0, running: 0, done: 0, failed: 0 };
  for (const { state } of rows) counts[state] += 1;
  return counts;
}

/** What came of a symbol, in words; empty while nothing did. */
export function outcomeWords(
  row: UpdateOutcome & { state: SymbolState },
  t: Messages,
  format: Formatter,
  language: Language,
): string {
  if (row.error) {
    const { what } = t.errors.codes[row.error.code];
    return `${what}${language === 'en' ? ' ' : ''}${explainDetail(row.error.message, language)}`;
  }
  const count = (value: number): string => format.number(value, 0);
  const parts = [
    row.added > 0 && t.download.added(count(row.added)),
    row.changed > 0 && t.download.changed(count(row.changed)),
    row.factors > 0 && t.download.factors(count(row.factors)),
    row.quarantined > 0 && t.download.quarantined(count(row.quarantined)),
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(' · ');
  return row.state === 'done' ? t.download.unchanged : '';
}
