import { expect, test } from 'vitest';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';
import { buy, FREE, runScript, scripted } from '#tests/fixtures/scripted.ts';

const still = Array.from({ length: 3 }, () => ({ close: 1800 }));

test.each([
  { rules: 'document', shares: 'lots' },
  { rules: 'exchange', shares: 'any' },
] as const)('cash short of a purchase buys parts of a share under %j', (mode) => {
  const { fills, cash } = runScript(makeSeries('600519.SH', still), scripted({ 0: buy(2) }), {
    ...mode,
    cash: 1500,
    costs: FREE,
  });
  expect(fills).toHaveLength(1);
  expect(fills[0].shares).toBeCloseTo(1500 / 1800, 2);
  expect(cash[1]).toBeLessThan(2);
});
