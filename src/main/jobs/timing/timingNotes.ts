import type { BacktestResult } from '#main/backtest/types.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import type { BackendInfo, TimingConfig } from '#shared/run.ts';

/** What a reader must know to judge the figures: departures from the published system, and doubts. */
export function timingNotes(
  { settings, model }: TimingConfig,
  backend: BackendInfo,
  { ambiguousDays, endedSeries }: Pick<BacktestResult, 'ambiguousDays' | 'endedSeries'>,
): string[] {
  const notes = [
    'Real highs and lows are used; the published system sets both to the close.',
    'The first bars, on which an indicator has no value yet, are dropped; the published system fills them with 0.',
    'Scaling and SMOTE see the training part of each fold only; SMOTE works on whole windows.',
    'The published window length is open; this run uses the lookback of its settings.',
  ];
  if (settings.rules === 'plain') {
    notes.push(
      'Rules are off: no T+1, price limits, lots, taxes, dividends, splits, slippage, volume cap or minimum commission. A split looks like a loss.',
    );
  }
  if (settings.exits === 'intraday') {
    notes.push(
      `Exits rest in the market within the day; on ${ambiguousDays} days a stop and a target were both touched and the worse one was taken.`,
    );
  }
  for (const { symbol, lastDate } of endedSeries) {
    notes.push(`${symbol} has no bars after ${toIsoDate(lastDate)}; it is valued at that close.`);
  }
  if (!backend.isNative && model !== 'logistic') {
    notes.push(
      'Trained on the JavaScript backend; native TensorFlow gives slightly other figures.',
    );
  }
  return notes;
}
