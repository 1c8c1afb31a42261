import { describe, expect, it } from 'vitest';
import type { BacktestResult } from '#main/backtest/types.ts';
import { withRiskControl } from '#main/signals/riskControl.ts';
import type { Strategy } from '#main/signals/strategy.ts';
import { toolkitSettingsShape } from '#shared/toolkitSettings.ts';
import type { RiskSettings } from '#shared/toolkitSettings.ts';
import { z } from 'zod';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import type { BarInput } from '#tests/fixtures/dailySeries.ts';
import { buy, runScript, scripted, sell } from '#tests/fixtures/scripted.ts';

const DEFAULTS = z.strictObject(toolkitSettingsShape).parse({});
/** Only the drawdown, unless a test is about volatility. */
const SETTINGS: RiskSettings = { ...DEFAULTS, riskVolatility: 1 };
const SYMBOL = '600001.SH';

const seriesOf = (
  closes: readonly number[],
  more: (day: number) => Partial<BarInput> = () => ({}),
) =>
  makeSeries(
    SYMBOL,
    closes.map((close, day) => ({ close, ...more(day) })),
  );

const control = (strategy: Strategy, more: Partial<RiskSettings> = {}): Strategy =>
  withRiskControl(strategy, { ...SETTINGS, ...more });

const exposureOf = ({ positionValue, equity }: BacktestResult): number[] =>
  Array.from(positionValue, (value, day) => value / equity[day]);

/** 100,000 shares at 10 yuan, all of a million, bought at the open of the second day. */
const allIn = (): Strategy => scripted({ 0: buy(100_000) });
/** Held at 10, then down 4% a day. */
const CRASH = [10, 10, 9.6, 9.2, 8.8, 8.4, 8, 7.6, 7.3, 7];

describe('risk control', () => {
  it('is down to a tenth one bar after the drawdown passed its limit', () => {
    const result = runScript(seriesOf(CRASH), control(allIn()));
    const breach = Array.from(result.equity).findIndex((equity) => equity < 0.9e6);
    const exposure = exposureOf(result);
    expect(exposure[breach]).toBeGreaterThan(0.99);
    expect(exposure[breach + 1]).toBeLessThanOrEqual(0.1 + (100 * 10) / result.equity[breach + 1]);
    expect(Math.max(...exposure.slice(breach + 1))).toBeLessThan(0.105);
    expect(result.markers.at(-1)).toMatchObject({
      kind: 'sell',
      reason: 'risk control: drawdown 12.0%, limit 10.0%, at most 10.0% held',
    });
  });

  it('orders again at each close what a locked limit refused', () => {
    const closes = [10, 10, 9.4, 8.8, 7.92, 7.13, 7, 7, 7];
    const isLocked = (day: number): boolean => day === 4 || day === 5;
    const series = seriesOf(closes, (day) =>
      isLocked(day) ? { volume: 1e6 } : { open: closes[day] },
    );
    const result = runScript(series, control(allIn()));
    expect(result.rejections.map(({ reason }) => reason)).toEqual(['limitDown', 'limitDown']);
    const exposure = exposureOf(result);
    expect(exposure[5]).toBeGreaterThan(0.99);
    expect(exposure[6]).toBeLessThan(0.105);
  });

  it('carries on where the volume cap filled a part only', () => {
    const series = seriesOf(CRASH, () => ({ volume: 1_000_000 }));
    const costs = { commission: 0, minCommission: 0, slippage: 0, volumeCap: 0.05 };
    const base = [{ symbol: SYMBOL, shares: 100_000, cost: 10 }];
    const strategy = control(scripted({}));
    const result = runScript(series, strategy, { cash: 0, base, costs });
    expect(result.fills.slice(0, 2).map(({ shares }) => shares)).toEqual([50_000, 40_000]);
    expect(exposureOf(result).at(-1)).toBeLessThan(0.105);
  });

  it('counts what does not trade in full against the room of the others', () => {
    const still = makeSeries(
      '600002.SH',
      CRASH.map((_, day) => ({ close: 10, volume: day < 3 ? 1e9 : 0 })),
    );
    const strategy = control(
      scripted({
        0: (market) => {
          buy(80_000)(market);
          buy(20_000, 1)(market);
        },
      }),
    );
    const result = runScript([seriesOf(CRASH), still], strategy);
    expect(result.openLots.map(({ symbol }) => symbol)).toEqual(['600002.SH']);
    expect(result.rejections.some(({ reason }) => reason === 'suspended')).toBe(true);
  });

  it('scales what the strategy buys to the room that is left, and says why', () => {
    const strategy = control(scripted({ 0: buy(100_000), 6: sell(), 7: buy(100_000) }));
    const result = runScript(seriesOf([...CRASH, 7, 7]), strategy);
    const late = result.fills.at(-1)!;
    expect(late.side).toBe('buy');
    expect(late.shares * late.price).toBeLessThanOrEqual(0.1 * result.equity[8]);
    expect(result.markers.at(-1)!.reason).toContain('script; risk control: drawdown');
  });

  it('lifts the limit once the drawdown has come back to its half', () => {
    // At a tenth of the position, prices must rise far: 5% of the peak from 12%.
    const closes = [...CRASH.slice(0, 5), 9.6, 10.5, 11.5, 12.6, 13.8, 15.1, 16.6, 18, 18, 18, 18];
    const days = closes.length;
    const strategy = control(
      scripted(Object.fromEntries(Array.from({ length: days }, (_, day) => [day, buy(1_000_000)]))),
      { riskResetDays: 0 },
    );
    const result = runScript(seriesOf(closes), strategy);
    const lifted = Array.from(result.equity).findIndex(
      (equity, day) => day > 4 && equity >= 0.95e6,
    );
    const exposure = exposureOf(result);
    expect(exposure[lifted]).toBeLessThan(0.15);
    expect(exposure[lifted + 1]).toBeGreaterThan(0.9);
  });

  it('counts the peak anew after the set number of closes', () => {
    const closes = [...CRASH.slice(0, 5), ...new Array<number>(10).fill(8.8)];
    const days = Object.fromEntries(closes.map((_, day) => [day, buy(1_000_000)]));
    const run = (riskResetDays: number) =>
      exposureOf(runScript(seriesOf(closes), control(scripted(days), { riskResetDays })));
    expect(run(0).at(-1)).toBeLessThan(0.11);
    // Passed at the close of day 4 (12%), anew at that of day 9, bought back on day 10.
    expect(run(5)[9]).toBeLessThan(0.11);
    expect(run(5)[10]).toBeGreaterThan(0.9);
  });

  it('halves the position in a rough market, until it has been calm for five closes', () => {
    const noisy = Array.from({ length: 30 }, (_, day) => (day % 2 === 0 ? 10 : 10.5));
    const calm = new Array<number>(40).fill(10);
    const closes = [...calm, ...noisy, ...calm];
    const days = Object.fromEntries(closes.map((_, day) => [day, buy(1_000_000)]));
    const strategy = withRiskControl(scripted(days), { ...DEFAULTS, riskDrawdown: 1 });
    const exposure = exposureOf(runScript(seriesOf(closes), strategy));
    expect(exposure[39]).toBeGreaterThan(0.99);
    expect(exposure[60]).toBeLessThan(0.53);
    expect(exposure[73]).toBeLessThan(0.53);
    expect(exposure.at(-1)).toBeGreaterThan(0.99);
  });

  it('looks at the drawdown before the volatility', () => {
    const closes = [...new Array<number>(25).fill(10), 10.9, 10, 9.4, 8.6, 7.8, 7.3, 7.3, 7.3];
    const strategy = withRiskControl(scripted({ 0: buy(100_000) }), DEFAULTS);
    const result = runScript(seriesOf(closes), strategy);
    const reasons = result.markers.slice(1).map(({ reason }) => reason.split(' ')[2]);
    expect(reasons).toEqual(['volatility', 'drawdown']);
    expect(exposureOf(result).at(-1)).toBeLessThan(0.105);
  });
});
