import { expect, test } from 'vitest';
import { selectionDataVersion } from '#main/jobs/selection/selectionDataVersion.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';

const SPLIT_DATE = 20191104;

test('the data of a run are other ones once a list of members is', () => {
  const { store } = makeSelectionDependencies();
  const all = store.instruments.list().map(({ symbol }) => symbol);
  const symbols = all.filter((symbol) => symbol !== '000300.SH');
  store.members.saveIndex('000300.SH', 20181201, symbols);
  const config = quickSelection('cnn-select', { universe: 'csi300' });
  const before = selectionDataVersion(store, config);
  expect(selectionDataVersion(store, config)).toBe(before);
  store.members.saveIndex('000300.SH', SPLIT_DATE, symbols.slice(3));
  expect(selectionDataVersion(store, config)).not.toBe(before);
  const named = quickSelection('cnn-select', { universe: 'all' });
  const bars = store.bars.dataVersion(all, 20190102, 20200205);
  expect(selectionDataVersion(store, named)).toBe(bars);
});

test('the data of a run are other ones once a ratio is that its factors read', () => {
  const { store } = makeSelectionDependencies();
  const value = quickSelection('cnn-select', { settings: { features: ['1/pe'] } });
  const prices = quickSelection('cnn-select');
  const versions = (): string[] => [value, prices].map((one) => selectionDataVersion(store, one));
  const [valueBefore, pricesBefore] = versions();
  const missing = (): Float64Array => Float64Array.of(NaN);
  store.ratios.save('600000.SH', {
    tradeDate: Int32Array.of(SPLIT_DATE),
    pe: Float64Array.of(12),
    ...{ pb: missing(), ps: missing(), pcf: missing(), turn: missing() },
    ...{ marketCap: missing(), floatCap: missing() },
  });
  expect(versions()[0]).not.toBe(valueBefore);
  expect(versions()[1]).toBe(pricesBefore);
});
