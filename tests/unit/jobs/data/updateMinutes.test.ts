import { describe, expect, it } from 'vitest';
import { updateMinutes } from '#main/jobs/data/updateMinutes.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';
import { makeScriptedDownloads } from '#tests/fixtures/scriptedDesk.ts';

const REQUEST = { symbols: ['600519.SH'], periods: [5 as const] };
const odd = {
  tradeDate: '202601050935',
  row: '2026-01-05 09:35,-,10,9,9,1,1',
  problem: 'a price is not a number',
};

describe('updateMinutes', () => {
  it('keeps the rows that a source set aside, for all to see', async () => {
    const readMinutes = () =>
      Promise.resolve({ minutes: makeMinutes([20260105]), repairs: [], quarantined: [odd, odd] });
    const { dependencies, store } = makeScriptedDownloads({ sina: { readMinutes } });
    expect(await updateMinutes(dependencies, REQUEST, makeContext())).toMatchObject({
      state: 'done',
      symbols: [{ added: 48, quarantined: 2 }],
    });
    expect(store.quarantine.list()).toMatchObject([{ ...odd, source: 'sina' }]);
    expect(store.findings.list()).toMatchObject([
      { kind: 'badBar', tradeDate: 20260105, details: { period: 5 } },
    ]);
  });
});
