import type { ImportOutcome } from '#shared/dataContract.ts';
import { explainDetail } from '#renderer/text/details.ts';
import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { Language } from '#renderer/text/language.ts';

/** What became of one file. */
export interface OutcomeLine extends ImportOutcome {
  key: string;
}

const rank = (line: ImportOutcome): number => (line.error ? 0 : line.skipped ? 1 : 2);

/** Troubles first. */
export function toOutcomeLines(imports: readonly ImportOutcome[]): OutcomeLine[] {
  return imports
    .map((one, index) => ({ ...one, key: `${index} ${one.file}` }))
    .sort((a, b) => rank(a) - rank(b));
}

export function countOutcomes(lines: readonly ImportOutcome[]): [number, number, number] {
  const failed = lines.filter(({ error }) => error !== null).length;
  const skipped = lines.filter(({ error, skipped: why }) => error === null && why !== null).length;
  return [lines.length - skipped - failed, skipped, failed];
}

export function lineWords(
  line: ImportOutcome,
  { transfer, errors }: Messages,
  format: Formatter,
  language: Language,
): string {
  if (line.error) {
    const { what, next } = errors.codes[line.error.code];
    const said = line.error.code === 'INVALID_INPUT' ? transfer.fileRefused : `${what}${next}`;
    return `${said} ${explainDetail(line.error.message, language)}`;
  }
  if (line.skipped) return `${transfer.skipped} · ${explainDetail(line.skipped, language)}`;
  const count = (value: number): string => format.number(value, 0);
  const parts = [
    line.added > 0 && transfer.added(count(line.added)),
    line.changed > 0 && transfer.changed(count(line.changed)),
    line.quarantined > 0 && transfer.quarantined(count(line.quarantined)),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : transfer.unchanged;
}
