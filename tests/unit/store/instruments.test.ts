import { describe, expect, it } from 'vitest';
import { makeInstrument } from '#tests/fixtures/bars.ts';
import { makeStore } from '#tests/fixtures/store.ts';

describe('instruments', () => {
  it('keep a known name and list date when a source knows neither', () => {
    const { instruments } = makeStore();
    const known = { ...makeInstrument(), name: '贵州茅台', listDate: 20010827 };
    instruments.save(known);
    instruments.save(makeInstrument());
    expect(instruments.find('600519.SH')).toEqual(known);
  });

  it('go by their symbol while they have no name', () => {
    const { instruments } = makeStore();
    instruments.save(makeInstrument());
    expect(instruments.find('600519.SH')?.name).toBe('600519.SH');
    expect(instruments.find('000001.SZ')).toBeNull();
  });
});
