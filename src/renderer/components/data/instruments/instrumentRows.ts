import type { InstrumentSummary, Severity } from '#shared/dataContract.ts';
import type { Board, SymbolCode } from '#shared/domain.ts';
import { byNumber, byText } from '#renderer/components/general/virtualTable.ts';
import type { TableColumn } from '#renderer/components/general/virtualTable.ts';
import type { Messages } from '#renderer/text/index.ts';

export const SHOWN = ['stored', 'watched', 'troubled', 'all'] as const;
export type Shown = (typeof SHOWN)[number];

export interface InstrumentFilter {
  shown: Shown;
  board: Board | 'any';
  /** As typed: part of a code or of a name. */
  text: string;
  /** What the engine found for the text by pinyin. */
  found: ReadonlySet<SymbolCode>;
  watched: ReadonlySet<SymbolCode>;
}

const hasBars = ({ barCount, minutes }: InstrumentSummary): boolean =>
  barCount > 0 || minutes.length > 0;

/** Those asked for, in their order. */
export function filterInstruments(
  all: readonly InstrumentSummary[],
  { shown, board, text, found, watched }: InstrumentFilter,
): InstrumentSummary[] {
  const wanted = text.trim().toLowerCase();
  const isShown = (one: InstrumentSummary): boolean =>
    shown === 'all' ||
    (shown === 'stored' && hasBars(one)) ||
    (shown === 'watched' && watched.has(one.symbol)) ||
    (shown === 'troubled' && one.findings.length > 0);
  const isWanted = ({ symbol, name }: InstrumentSummary): boolean =>
    wanted === '' ||
    symbol.toLowerCase().includes(wanted) ||
    name.toLowerCase().includes(wanted) ||
    found.has(symbol);
  return all.filter(
    (one) => isShown(one) && (board === 'any' || one.board === board) && isWanted(one),
  );
}

const RANKS: Record<Severity, number> = { error: 2, warning: 1, info: 0 };

/** The gravest of them; null where there is none. */
export function worstOf(findings: readonly { severity: Severity }[]): Severity | null {
  return findings.reduce<Severity | null>(
    (worst, { severity }) => (worst === null || RANKS[severity] > RANKS[worst] ? severity : worst),
    null,
  );
}

export const SEVERITY_TONES = { error: 'danger', warning: 'warn', info: 'quiet' } as const;

export function instrumentColumns(t: Messages): TableColumn<InstrumentSummary>[] {
  const { columns } = t.data;
  const weight = ({ findings }: InstrumentSummary): number =>
    findings.reduce((sum, { severity }) => sum + 1 + 1000 * RANKS[severity], 0);
  return [
    { key: 'symbol', title: columns.symbol, width: '116px', compare: byText((row) => row.symbol) },
    {
      key: 'name',
      title: columns.name,
      width: 'minmax(130px, 1fr)',
      compare: byText((row) => row.name),
    },
    { key: 'board', title: columns.board, width: '84px', compare: byText((row) => row.board) },
    {
      key: 'bars',
      title: columns.bars,
      width: '84px',
      align: 'right',
      compare: byNumber((row) => row.barCount),
    },
    { key: 'range', title: columns.range, width: '196px', compare: byText((row) => row.lastDate) },
    { key: 'source', title: columns.source, width: '88px', compare: byText((row) => row.source) },
    {
      key: 'updated',
      title: columns.updated,
      width: '108px',
      compare: byText((row) => row.updatedAt),
    },
    { key: 'findings', title: columns.findings, width: '96px', compare: byNumber(weight) },
    { key: 'actions', title: '', width: '168px', align: 'right' },
  ];
}
