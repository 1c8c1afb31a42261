import { assert } from '#main/lib/assert.ts';
import type { BarColumns } from '#shared/domain.ts';
import type { FeatureSet } from '#shared/toolkitSettings.ts';
import { FactorEvaluator } from './factors/factorEvaluator.ts';
import { MULTI_PERIOD } from './factors/multiPeriod.ts';
import type { FeatureTable } from './featureTable.ts';
import { buildPanel } from './panel.ts';
import { computeTimingFeatures } from './timingFeatures.ts';

/**
 * Inputs of one symbol by the name of their set: the timing block, the multi-period features over 5, 20
 * and 50 bars, or the block followed by those. Row i is known at the close of bar i.
 *
 * @param bars adjusted, all of them traded, oldest first
 */
export function computeFeatureSet(bars: BarColumns, set: FeatureSet): FeatureTable {
  if (set === 'timing') return computeTimingFeatures(bars);
  const multiPeriod = computeMultiPeriod(bars);
  if (set === 'multiPeriod') return multiPeriod;
  const block = computeTimingFeatures(bars);
  return {
    names: [...block.names, ...multiPeriod.names],
    length: block.length,
    columns: [...block.columns, ...multiPeriod.columns],
  };
}

function computeMultiPeriod(bars: BarColumns): FeatureTable {
  const { tradeDate, open, high, low, close, volume, amount } = bars;
  const columns = { open, high, low, close, volume, amount };
  const panel = buildPanel([{ symbol: '', tradeDate, columns }]);
  assert(panel.dates.length === tradeDate.length, 'every bar was traded');
  const { factors } = MULTI_PERIOD;
  const values = new FactorEvaluator(factors).evaluate(panel);
  return {
    names: factors.map(({ name }) => name),
    length: tradeDate.length,
    columns: values.map(carryOn),
  };
}

/**
 * Where prices stand still a ratio to their spread has no value: the one before stands in. Warm-up, before
 * the first value, stays NaN.
 */
function carryOn(column: Float64Array): Float64Array {
  for (let i = 1; i < column.length; i++) {
    if (!Number.isFinite(column[i]) && Number.isFinite(column[i - 1])) column[i] = column[i - 1];
  }
  return column;
}
