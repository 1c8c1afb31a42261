import { beforeAll, describe, expect, it } from 'vitest';
import { emptyColumn } from '#main/features/indicators/column.ts';
import type { IndicatorSpec } from '#main/features/indicators/spec.ts';
import { INDICATORS, TIMING_INDICATORS } from '#main/features/registry.ts';
import { readGoldenFeatures } from '#tests/fixtures/goldenFeatures.ts';
import type { GoldenFeatures } from '#tests/fixtures/goldenFeatures.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';
import { describeWithShared } from '#tests/fixtures/shared.ts';
import { findIndicatorViolations, sameBits } from './indicatorLaw.ts';

const markets = {
  'a random walk': randomBars(320, 1),
  'a stock with long suspensions': randomBars(320, 2, 'suspended'),
  'a price that never moves': randomBars(320, 3, 'flat'),
};

describe.each(INDICATORS)('indicator $name', (spec) => {
  it.each(Object.entries(markets))(
    'warms up, keeps its length, and never looks ahead on %s',
    (_, bars) => {
      expect(findIndicatorViolations(spec, bars)).toEqual([]);
    },
  );

  it('gives the same bits when it shares intermediates with every other indicator', () => {
    const bars = markets['a random walk'];
    const shared = new Map<string, Float64Array>();
    for (const other of INDICATORS) other.compute(bars, shared);
    const alone = spec.compute(bars);
    spec.compute(bars, shared).forEach((column, j) => {
      expect(sameBits(column, alone[j], bars.close.length)).toBe(true);
    });
  });
});

describe('indicator registry', () => {
  it('names every indicator and every output once', () => {
    const names = INDICATORS.map((spec) => spec.name);
    const outputs = INDICATORS.flatMap((spec) => spec.outputs);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(outputs).size).toBe(outputs.length);
  });
});

describe('indicator law', () => {
  const bars = markets['a random walk'];
  const plant = (warmup: number, compute: (close: Float64Array) => Float64Array): string[] => {
    const spec: IndicatorSpec = {
      name: 'planted',
      outputs: ['planted'],
      warmup,
      compute: ({ close }) => [compute(close)],
    };
    return findIndicatorViolations(spec, bars);
  };

  it('catches a value that reads the next close', () => {
    const tomorrow = (close: Float64Array): Float64Array =>
      close.map((value, i) => close[Math.min(i + 1, close.length - 1)] / value);
    expect(plant(0, tomorrow)).toContain('planted sees the next bar');
  });

  it('catches a value scaled with figures of the whole series', () => {
    const scaled = (close: Float64Array): Float64Array => {
      const highest = close.reduce((a, b) => Math.max(a, b), 0);
      return close.map((value) => value / highest);
    };
    expect(plant(0, scaled)).toContain('planted depends on how many bars follow');
  });

  it('catches a gap filled backwards into the warm-up', () => {
    const filled = (close: Float64Array): Float64Array => close.map((value) => value / close[0]);
    expect(plant(5, filled)).toContain('planted has a value while it warms up');
  });

  it('catches a missing value, a changed length and a changed input', () => {
    expect(plant(0, (close) => emptyColumn(close.length))).toContain(
      'planted lacks a value after its warm-up',
    );
    expect(plant(0, (close) => close.slice(1))).toContain(
      'planted has another length than the bars',
    );
    const writing = {
      name: 'planted',
      outputs: ['planted'],
      warmup: 0,
      compute: ({ close }) => [close.fill(1)],
    } satisfies IndicatorSpec;
    expect(findIndicatorViolations(writing, randomBars(20, 4))).toContain('writes to its input');
  });
});

describeWithShared('indicators against the reference values', () => {
  let golden: GoldenFeatures;
  beforeAll(() => {
    golden = readGoldenFeatures();
  });
  // Reference columns made with running sums of their own, hence known to fewer digits.
  const rolled = new Set([
    'volatility_10',
    'ma_20',
    'ma_diff',
    'rsi_14_custom',
    'vol_ma_20',
    'turnover',
  ]);

  it('covers every reference column', () => {
    const outputs = INDICATORS.flatMap((spec) => spec.outputs);
    const features = golden.names.filter((name) => name !== 'cum_return_future_3');
    expect(features.length).toBe(42);
    expect(features.filter((name) => !outputs.includes(name))).toEqual([]);
  });

  it.each(TIMING_INDICATORS.flatMap((spec) => spec.outputs))('equals %s', (name) => {
    const spec = INDICATORS.find((entry) => entry.outputs.includes(name))!;
    const ours = spec.compute(golden.bars)[spec.outputs.indexOf(name)];
    const theirs = golden.column(name);
    const tolerance = rolled.has(name) ? 1e-6 : 1e-9;
    expect(ours.map((value) => Number(Number.isNaN(value)))).toEqual(
      theirs.map((value) => Number(Number.isNaN(value))),
    );
    const worst = ours.reduce((most, value, i) => {
      const error = Math.abs(value - theirs[i]) / Math.max(1, Math.abs(theirs[i]));
      return Number.isNaN(error) ? most : Math.max(most, error);
    }, 0);
    expect(worst).toBeLessThanOrEqual(tolerance);
  });
});
