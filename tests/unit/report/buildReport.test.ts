import { describe, expect, it } from 'vitest';
import { buildReport } from '#main/report/buildReport.ts';
import { canonicalJson, hashReport } from '#main/report/hashReport.ts';
import { makeReport, makeReportInput } from '#tests/fixtures/makeReport.ts';

describe('buildReport', () => {
  const input = makeReportInput();
  const report = buildReport(input);

  it('dates every record as YYYY-MM-DD', () => {
    const dates = [
      ...[...report.equity, ...report.fills, ...report.rejections, ...report.markers].map(
        (record) => record.date,
      ),
      ...report.probabilities.map((record) => record.date),
      ...report.trades.flatMap((trade) => [trade.entryDate, trade.exitDate]),
      report.predictedFrom,
    ];
    for (const date of dates) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('measures the predicted span from the first prediction of any symbol', () => {
    const [first] = input.predictions;
    const later = {
      symbol: '000001.SZ',
      dates: first.dates.slice(5),
      probability: Array.from(first.probability).slice(5),
      label: Array.from(first.label).slice(5),
      fold: Array.from(first.fold).slice(5),
    };
    expect(report.predictedFrom).toBe(report.probabilities[0].date);
    const both = buildReport({ ...input, predictions: [later, first] });
    expect(both.predictedFrom).toBe(report.predictedFrom);
    expect(both.quality.count).toBe(2 * report.quality.count - 5);
  });

  it('starts the benchmark from the first equity and leaves out days without a close', () => {
    expect(report.benchmarkEquity[0].value).toBeCloseTo(report.equity[0].value, 6);
    const gappy = input.benchmark!.slice();
    gappy.fill(NaN, 0, 10);
    const { benchmarkEquity } = buildReport({ ...input, benchmark: gappy });
    expect(benchmarkEquity).toHaveLength(report.equity.length - 10);
    expect(benchmarkEquity[0].value).toBeCloseTo(report.equity[0].value, 6);
  });

  it('has no benchmark figures without a benchmark', () => {
    const bare = buildReport({ ...input, benchmark: null });
    expect(bare.benchmarkEquity).toEqual([]);
    expect(bare.metrics).toMatchObject({ alpha: null, beta: null, informationRatio: null });
  });

  it('survives a round trip through JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('refuses a run without predictions', () => {
    expect(() => buildReport({ ...input, predictions: [] })).toThrow('at least one prediction');
  });
});

describe('hashReport', () => {
  const report = makeReport();

  it('is the same for a repetition under another run id, with other timings', () => {
    const again = { ...makeReport(), run: 'another', timing: { folds: 99 } };
    expect(hashReport(again)).toBe(report.hash);
    expect(report.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes with any figure, setting or data version', () => {
    const [first, ...rest] = report.equity;
    const changed = [
      { ...report, equity: [{ ...first, value: first.value + 1e-9 }, ...rest] },
      { ...report, seed: report.seed + 1 },
      { ...report, dataVersion: 'other' },
      { ...report, backend: { ...report.backend, version: '2.0.0' } },
      { ...report, config: { ...report.config, to: '2025-02-28' } },
      { ...report, markers: report.markers.slice(1) },
    ];
    expect(new Set([report.hash, ...changed.map(hashReport)]).size).toBe(changed.length + 1);
  });

  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe(
      '{"b":[1,{"c":"x","d":null}]}',
    );
    const reversed = Object.fromEntries(Object.entries(report).reverse());
    expect(hashReport({ ...report, ...reversed })).toBe(report.hash);
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(() => canonicalJson({ value: NaN })).toThrow('finite');
  });
});
