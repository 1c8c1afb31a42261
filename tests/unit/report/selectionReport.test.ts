import { describe, expect, it } from 'vitest';
import { buildSelectionReport } from '#main/report/buildSelectionReport.ts';
import { hashReport } from '#main/report/hashReport.ts';
import { selectionNotes } from '#main/report/selectionNotes.ts';
import { makeSelectionInput } from '#tests/fixtures/makeSelectionReport.ts';

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

describe('buildSelectionReport', () => {
  const input = makeSelectionInput();
  const report = buildSelectionReport(input);

  it('has the same hash for the same run, and another for any figure', () => {
    expect(buildSelectionReport(makeSelectionInput()).hash).toBe(report.hash);
    expect(hashReport({ ...report, run: 'another', timing: {} })).toBe(report.hash);
    const changed = [
      { ...report, seed: 4 },
      { ...report, survivorship: [] },
      { ...report, holdings: report.holdings.slice(1) },
      { ...report, quality: { ...report.quality, rankIc: 0.5 } },
      { ...report, baselines: { ...report.baselines, ridge: report.baselines.universe } },
    ];
    expect(
      new Set([report.hash, ...changed.map((one) => hashReport(one as typeof report))]).size,
    ).toBe(6);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('tells the holdings of each close so that they and cash make the equity', () => {
    expect(report.holdings.map(({ date }) => date)).toEqual(report.equity.map(({ date }) => date));
    report.holdings.forEach(({ positions }, day) => {
      const { positionValue, equity } = input.strategy;
      expect(sum(positions.map(({ weight }) => weight))).toBeCloseTo(
        positionValue[day] / equity[day],
        9,
      );
      positions.forEach(({ weight }, i) => {
        expect(weight).toBeLessThanOrEqual(positions[Math.max(0, i - 1)].weight);
      });
    });
    expect(Math.max(...report.holdings.map(({ positions }) => positions.length))).toBeGreaterThan(
      5,
    );
  });

  it('shares the profit of the account out among the symbols, without a rest', () => {
    const [first, last] = [report.equity[0].value, report.equity.at(-1)!.value];
    expect(sum(report.contributors.map(({ profit }) => profit))).toBeCloseTo(last - first, 2);
    expect(sum(report.contributors.map(({ trades }) => trades))).toBe(report.trades.length);
    const profits = report.contributors.map(({ profit }) => profit);
    expect(profits).toEqual([...profits].sort((a, b) => b - a));
    expect(report.contributors[0].name).toMatch(/^示例/);
  });

  it('rebases the excess to the day on which both begin', () => {
    const { equity, benchmarkEquity, excess } = report;
    expect(excess[0].value).toBe(0);
    const last = equity.length - 1;
    const ratio = (values: typeof equity): number => values[last].value / values[0].value;
    expect(excess[last].value).toBeCloseTo(ratio(equity) / ratio(benchmarkEquity) - 1, 12);
  });

  it('goes without a benchmark and without the ideal curve', () => {
    const bare = buildSelectionReport({ ...input, benchmark: null });
    expect([bare.benchmarkEquity, bare.excess, bare.idealEquity]).toEqual([[], [], []]);
    expect(bare.metrics.alpha).toBeNull();
  });

  it('states no error where the standardised values are not at hand', () => {
    const { standardised, ...scored } = input.scored;
    expect(standardised).toBeDefined();
    const bare = buildSelectionReport({ ...input, scored });
    expect(bare.quality.meanSquaredError).toBeNull();
    expect(report.quality.meanSquaredError).toBeGreaterThan(0);
  });

  it('lays the ideal curve over the account of lstm-top30', () => {
    const top = buildSelectionReport(makeSelectionInput('lstm-top30'));
    expect(top.idealEquity[0].value).toBe(top.equity[0].value);
    expect(top.idealEquity).toHaveLength(top.equity.length);
  });
});

describe('the notes of a cross-sectional run', () => {
  const account = makeSelectionInput().strategy;
  const find = (notes: readonly string[], start: string): string | undefined =>
    notes.find((note) => note.startsWith(start));

  it('count the slices that were smaller than a lot', () => {
    const poor = makeSelectionInput('lstm-select', { cash: 20_000 });
    const small = poor.strategy.rejections.filter(({ reason }) => reason === 'belowLot').length;
    expect(find(poor.notes, 'Below one lot')).toContain(`${small} purchases`);
    expect(account.rejections.length).toBeGreaterThan(0);
  });

  it('say how much of the equity was invested', () => {
    const equity = Float64Array.of(100, 200, 100, 100);
    const positionValue = Float64Array.of(0, 100, 50, 100);
    const { config, backend } = makeSelectionInput();
    const notes = selectionNotes(config, backend, { ...account, equity, positionValue });
    expect(find(notes, 'Invested')).toBe('Invested: 50% of equity on an average day.');
  });

  it('say which rules held', () => {
    expect(find(makeSelectionInput().notes, 'The rules of the exchange')).toBeDefined();
    const loose = makeSelectionInput('cnn-select', { rules: 'document' }).notes;
    expect(find(loose, 'Rules of the document')).toContain('0.03% to buy and 0.13% to sell');
  });

  it('say of a position without further bars how it is valued', () => {
    const { config, backend } = makeSelectionInput();
    const endedSeries = [{ symbol: '600145.SH', lastDate: 20210503 }];
    const notes = selectionNotes(config, backend, { ...account, endedSeries });
    expect(find(notes, '600145.SH has no bars after 2021-05-03')).toBeDefined();
  });

  it('say when the JavaScript backend trained, unless nothing was trained by it', () => {
    const { config } = makeSelectionInput();
    const backend = { name: 'cpu', version: '1', isNative: false, reason: null } as const;
    expect(find(selectionNotes(config, backend, account), 'Trained on')).toBeDefined();
    const ridge = selectionNotes({ ...config, model: 'ridge' }, backend, account);
    expect(find(ridge, 'Trained on')).toBeUndefined();
  });
});
