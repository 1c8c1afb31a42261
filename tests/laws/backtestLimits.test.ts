import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createExchangeRules } from '#main/backtest/rules.ts';
import { readSeries } from '#tests/fixtures/dailySeries.ts';
import { describeWithShared, sharedPath } from '#tests/fixtures/shared.ts';
import { FREE } from '#tests/fixtures/scripted.ts';

describeWithShared('price limits against what really traded', () => {
  const files = readdirSync(sharedPath('data', 'bars'))
    .filter((name) => /^s[hz]\d{6}\.csv$/.test(name) && name !== 'sh000300.csv')
    .map((name) => name.slice(0, 8))
    .sort();

  it('bound every real bar, are reached exactly, and give way by one tick on ex-dates only', () => {
    const outside: string[] = [];
    let reached = 0;
    for (const file of files) {
      const series = readSeries(file, 20150803);
      const rules = createExchangeRules([series], [], series.tradeDate[0], FREE);
      for (let bar = 1; bar < series.tradeDate.length; bar++) {
        const { up, down } = rules.limitsOn(0, bar)!;
        const doubt = rules.exRightsOn(0, bar) ? 0.01 : 0;
        const isInside =
          series.high[bar] <= up + doubt + 1e-9 && series.low[bar] >= down - doubt - 1e-9;
        if (!isInside) outside.push(`${file} ${series.tradeDate[bar]}`);
        if (Math.abs(series.high[bar] - up) < 1e-9) reached++;
      }
    }
    expect(outside).toEqual([]);
    expect(reached).toBeGreaterThan(500);
  });
});
