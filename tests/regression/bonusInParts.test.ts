import { expect, it } from 'vitest';
import { Ledger } from '#main/backtest/ledger.ts';
import { createDocumentRules } from '#main/backtest/rules.ts';
import { createRandom } from '#main/lib/random.ts';

const COSTS = { commission: 0, minCommission: 0, slippage: 0, volumeCap: 1 };
const NO_COSTS = { commission: 0, stampDuty: 0, transferFee: 0, slippage: 0 };

// A part of a share was lost between the lots when bonus shares were split, and selling all of them threw.
it('shares out a bonus over many lots to the last part', () => {
  const random = createRandom(5);
  for (let round = 0; round < 200; round++) {
    const ledger = new Ledger(0, ['600519.SH'], createDocumentRules([], COSTS));
    const settle = (shares: number) => ({
      ...{ symbol: 0, tradeDate: 20240102, day: 0, price: 10, shares, value: 10 * shares },
      ...{ costs: NO_COSTS, kind: 'buy' as const, probability: null },
    });
    for (let lot = 0; lot < 5; lot++) {
      ledger.buy(settle(Math.floor(random.next() * 2 ** 30) / 1024));
    }
    ledger.postExRights(0, { bonus: random.next(), cash: 0, reference: 10 }, 10, 20240103);
    ledger.sell(settle(ledger.shares(0)));
    expect(ledger.openLots()).toEqual([]);
    expect(ledger.shares(0)).toBe(0);
  }
});
