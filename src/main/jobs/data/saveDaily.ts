import type { InstrumentFacts } from '#main/download/source.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { compareFactors } from '#main/market/compareFactors.ts';
import type { FactorMismatch } from '#main/market/compareFactors.ts';
import type { BarFinding } from '#main/market/finding.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { SaveOutcome } from '#main/store/bars.ts';
import type { Store } from '#main/store/store.ts';
import type { AdjustFactor, NetworkSource, SymbolCode, TradeDate } from '#shared/domain.ts';
import type { Answer } from './askInOrder.ts';
import type { InspectedBars } from './inspectAnswer.ts';

/** Everything that sources said about one symbol. */
export interface DailyAnswer {
  symbol: SymbolCode;
  bars: Answer<InspectedBars>;
  /** Left out: the stored ones stay. */
  factors: Answer<AdjustFactor[]> | null;
  facts: InstrumentFacts;
  /** Factors by another reckoning, which only judge. */
  secondOpinion: Answer<AdjustFactor[]> | null;
}

/**
 * Saves a symbol whole or not at all, puts bad rows aside and notes as findings what is odd: corrected
 * bars, units put right, and ex-dates on which two sources of factors disagree. Factors of another source than
 * before replace the stored ones as a whole.
 */
export function saveDaily(store: Store, answer: DailyAnswer): SaveOutcome {
  const { symbol, bars, factors } = answer;
  const { quarantined } = bars.value;
  const findings = [...bars.value.findings, ...repairsOf(answer), ...mismatchesOf(store, answer)];
  const saved = store.bars.save({
    instrument: {
      symbol,
      ...answer.facts,
      board: boardOf(symbol),
      delistDate: null,
      isSimulated: false,
    },
    bars: bars.value.bars,
    source: bars.source,
    ...(factors && { factors: factors.value, factorSource: factors.source }),
  });
  if (saved.corrected > 0) findings.push(...correctionsOf(store, symbol, saved.corrected));
  if (saved.hasForeignFactors && factors) findings.push(foreignFactors(answer, factors.source));
  if (quarantined.length > 0) store.quarantine.add(symbol, bars.source, quarantined);
  store.findings.record(findings, bars.source, {
    symbol,
    kinds: ['badBar'],
    ...spanOf(bars.value),
  });
  return saved;
}

/** Bad rows that came again as good ones are settled. */
function spanOf({ bars: { tradeDate } }: InspectedBars): { from: TradeDate; to: TradeDate } {
  return { from: tradeDate[0], to: tradeDate[tradeDate.length - 1] };
}

function repairsOf({ symbol, bars }: DailyAnswer): BarFinding[] {
  const { repairs, bars: columns } = bars.value;
  if (repairs.length === 0) return [];
  const note = `${bars.source}: ${repairs.join('; ')}`;
  const tradeDate = columns.tradeDate[0];
  return [{ symbol, tradeDate, kind: 'unit', severity: 'info', note, details: {} }];
}

/** Holds new factors against the stored ones of another source, and against the second opinion. */
function mismatchesOf(store: Store, answer: DailyAnswer): BarFinding[] {
  const { symbol, factors, secondOpinion } = answer;
  if (!factors) return [];
  const known = store.instruments.factorSource(symbol);
  const { tradeDate } = store.bars.readSeries(symbol);
  const findings: BarFinding[] = [];
  if (known !== null && known !== factors.source) {
    const stored = store.bars.readFactors(symbol);
    for (const mismatch of compareFactors(stored, factors.value, tradeDate)) {
      findings.push(toFinding(symbol, mismatch, known, factors.source));
    }
  }
  if (secondOpinion) {
    const dates = answer.bars.value.bars.tradeDate;
    for (const mismatch of compareFactors(secondOpinion.value, factors.value, dates)) {
      findings.push(
        toFinding(symbol, mismatch, `${secondOpinion.source}'s dividends`, factors.source),
      );
    }
  }
  return findings;
}

function toFinding(
  symbol: SymbolCode,
  { tradeDate, known, given }: FactorMismatch,
  knownName: string,
  givenName: NetworkSource,
): BarFinding {
  const note = `adjust factor steps by ${given.toFixed(4)} by ${givenName}, by ${known.toFixed(4)} by ${knownName}; ${givenName}'s is used throughout`;
  const details = { known, given };
  return { symbol, tradeDate, kind: 'factorMismatch', severity: 'warning', note, details };
}

function correctionsOf(store: Store, symbol: SymbolCode, count: number): BarFinding[] {
  return store.corrections.list(symbol, count).map(({ tradeDate, old, new: fresh, source }) => {
    const names = ['open', 'high', 'low', 'close', 'volume', 'amount'];
    const changes = names.flatMap((name, i) =>
      old[i] === fresh[i] ? [] : [`${name} ${old[i] ?? 'none'} → ${fresh[i] ?? 'none'}`],
    );
    const note = `${source} corrected ${toIsoDate(tradeDate)}: ${changes.join(', ')}`;
    return { symbol, tradeDate, kind: 'correction', severity: 'info', note, details: {} };
  });
}

function foreignFactors({ symbol, bars }: DailyAnswer, source: NetworkSource): BarFinding {
  const note = `factors of ${source} do not cover all stored bars and were set aside: update this symbol in full`;
  const tradeDate = bars.value.bars.tradeDate[0];
  return {
    symbol,
    tradeDate,
    kind: 'factorMismatch',
    severity: 'warning',
    note,
    details: { source },
  };
}
