import { describe, expect, it } from 'vitest';
import type { Overlay } from '#shared/dataContract.ts';
import type { MarkerKind } from '#shared/domain.ts';
import { barProbabilities } from '#renderer/charts/barProbabilities.ts';
import { chartTheme } from '#renderer/charts/chartTheme.ts';
import { indicatorKeys, indicatorLabel } from '#renderer/charts/indicatorKeys.ts';
import { barColumns, isUpBar } from '#renderer/charts/klineColumns.ts';
import { klineMarkers } from '#renderer/charts/klineMarkers.ts';
import { klineOption } from '#renderer/charts/klineOption.ts';
import { layoutPanes } from '#renderer/charts/klinePanes.ts';
import { readoutAt } from '#renderer/charts/klineReadout.ts';
import { placeMarkers } from '#renderer/charts/markerPoints.ts';
import { LIGHT } from '#renderer/theme/tokens.ts';
import { DAYS, makeBars, makeMarker } from './klineFixture.ts';

const theme = chartTheme(LIGHT, false);

function ids(option: { series?: unknown }): string[] {
  const series: unknown[] = Array.isArray(option.series) ? option.series : [];
  return series.flatMap((one) =>
    typeof one === 'object' && one !== null && 'id' in one ? [String(one.id)] : [],
  );
}

const make = (overlays: Overlay[], withRun = false) =>
  klineOption(
    {
      bars: makeBars(DAYS),
      overlays,
      probabilities: withRun
        ? barProbabilities(DAYS, 'day', [
            { symbol: '600519.SH', date: '2024-05-07', probability: 0.7, fold: 0 },
          ])
        : null,
      thresholds: withRun ? { buy: 0.65, exit: 0 } : null,
      formatVolume: String,
      window: { from: 0, to: 4 },
    },
    theme,
  );

describe('layoutPanes', () => {
  it('stacks the panes without overlap and leaves room for the dates', () => {
    const panes = layoutPanes(['macd', 'rsi', 'kdj'], true);
    expect(panes.map((pane) => pane.name)).toEqual([
      'price',
      'volume',
      'macd',
      'rsi',
      'kdj',
      'probability',
    ]);
    panes.forEach((pane, i) => {
      expect(pane.top + pane.height).toBeLessThan(panes[i + 1]?.top ?? 94);
    });
  });

  it('keeps two fifths for the candles with every pane open', () => {
    expect(layoutPanes(['macd', 'rsi', 'kdj'], true)[0]?.height).toBeGreaterThan(36);
    expect(layoutPanes([], false)[0]?.height).toBeGreaterThan(70);
  });
});

describe('klineOption', () => {
  it('draws the lines that came with the bars, each in its pane', () => {
    expect(ids(make(['ma', 'macd']))).toEqual(
      expect.arrayContaining(['candles', 'ma5', 'volume', 'macdHist', 'macdDif', 'macdDea']),
    );
    expect(ids(make(['ma']))).not.toContain('macdDif');
  });

  it('has a probability pane only with a run', () => {
    expect(ids(make([]))).not.toContain('probability');
    expect(ids(make([], true))).toEqual(expect.arrayContaining(['probability', 'folds']));
  });

  it('keeps a series for each kind of marker, to be filled without drawing the bars anew', () => {
    expect(ids(make([])).filter((id) => id.startsWith('marker-'))).toHaveLength(6);
  });

  it('draws no line for an exit that is switched off', () => {
    const text = JSON.stringify(make([], true));
    expect(text).toContain('0.65');
    expect(text).not.toContain('"< 0');
  });
});

describe('klineMarkers', () => {
  const data = (scale: number, hidden: MarkerKind[] = []) => {
    const bars = makeBars(DAYS, scale);
    const markers = [makeMarker('2024-05-07', 'buy'), makeMarker('2024-05-09', 'stopLoss')];
    const points = placeMarkers(DAYS, 'day', markers);
    const input = { bars, points, hidden: new Set(hidden), focus: [1], focusSpan: null };
    return klineMarkers({ ...input, focusBar: null }, theme, String);
  };
  const values = (option: unknown): string => JSON.stringify(option);

  it('stand at the low or high of their bar, whatever the adjusting made of it', () => {
    expect(values(data(1))).toContain('"value":[1,10.5]');
    expect(values(data(1))).toContain('"value":[3,13.25]');
    expect(values(data(7))).toContain('"value":[1,73.5]');
  });

  it('are gone when their kind is switched off', () => {
    const shown = values(data(1, ['stopLoss']));
    expect(shown).toContain('"value":[1,10.5]');
    expect(shown).not.toContain('[3,13.25]');
  });
});

describe('readoutAt', () => {
  const bars = makeBars(DAYS);

  it('compares with the close before', () => {
    const bar = readoutAt(bars, 2);
    expect(bar).toMatchObject({ date: '2024-05-08', close: 12, change: 1, amount: 1e6 });
    expect(bar?.changeRatio).toBeCloseTo(1 / 11, 12);
    expect(bar?.amplitude).toBeCloseTo(0.75 / 11, 12);
  });

  it('makes up no change for the first bar and no amount that the source did not give', () => {
    expect(readoutAt(bars, 0)).toMatchObject({ change: null, changeRatio: null, amount: null });
    expect(readoutAt(bars, 99)).toBeNull();
  });
});

describe('columns', () => {
  it('count a bar without a body as up unless it fell against the day before', () => {
    const bars = { ...makeBars(DAYS), open: [10, 9, 12, 13, 14], close: [10, 9, 12, 13, 14] };
    expect(DAYS.map((_, i) => isUpBar(bars, i))).toEqual([true, false, true, true, true]);
    expect(Array.from(barColumns(bars).isUp)).toEqual([1, 0, 1, 1, 1]);
  });

  it('know which indicator belongs to which overlay, and its short name', () => {
    const keys = Object.keys(makeBars(DAYS).indicators);
    expect(indicatorKeys(keys, 'ma')).toEqual(['ma5']);
    expect(indicatorKeys(keys, 'macd')).toEqual(['macdDif', 'macdDea', 'macdHist']);
    expect(['ma5', 'bollUpper', 'macdDif', 'macdHist', 'kdjK'].map(indicatorLabel)).toEqual([
      'MA5',
      'UPPER',
      'DIF',
      'MACD',
      'K',
    ]);
  });
});

describe('barProbabilities', () => {
  it('takes the last probability known within a week', () => {
    const record = (date: string, probability: number) => ({
      symbol: '600519.SH',
      date,
      probability,
      fold: 3,
    });
    const records = [record('2024-05-06', 0.2), record('2024-05-08', 0.6)];
    const { probability, fold } = barProbabilities(['2024-05-10', '2024-05-17'], 'week', records);
    expect(Array.from(probability)).toEqual([0.6, NaN]);
    expect(Array.from(fold)).toEqual([3, NaN]);
  });
});
