import { describe, expect, it } from 'vitest';
import type { BarRow } from '#main/download/barRow.ts';
import { finishMinutes } from '#main/download/finishMinutes.ts';
import type { MinutesRequest, SourceMinutes } from '#main/download/source.ts';

const row = (key: number, changes: Partial<BarRow> = {}): BarRow => ({
  key,
  open: 10,
  high: 10.5,
  low: 9.9,
  close: 10.2,
  volume: 1200,
  amount: 1_224_000,
  ...changes,
});
const finish = (
  rows: readonly BarRow[],
  request: Partial<MinutesRequest> = {},
  now = '2024-01-05T16:00',
): SourceMinutes =>
  finishMinutes(rows, {
    request: { symbol: '600519.SH', period: 5, ...request },
    details: { symbol: '600519.SH' },
    nowMs: Date.parse(`${now}+08:00`),
    unit: 100,
  });

describe('finishMinutes', () => {
  it('turns 手 into shares', () => {
    const { minutes, repairs } = finish([row(202401020935), row(202401020940)]);
    expect([...minutes.time]).toEqual([202401020935, 202401020940]);
    expect([...minutes.volume]).toEqual([120_000, 120_000]);
    expect([...minutes.isRepaired]).toEqual([0, 0]);
    expect(repairs).toEqual([]);
  });

  it('repairs an open of 0 from the close before, within the bar, and marks it', () => {
    const { minutes } = finish([
      row(202401020935, { open: 0 }),
      row(202401020940, { open: 0 }),
      row(202401020945, { open: 0, low: 10.3, close: 10.4 }),
      row(202401020950),
    ]);
    expect([...minutes.open]).toEqual([10.2, 10.2, 10.3, 10]);
    expect([...minutes.isRepaired]).toEqual([1, 1, 1, 0]);
  });

  it('leaves out days before those asked for, with the marks in step', () => {
    const rows = [row(202401020935), row(202401030935, { open: 0 }), row(202401030940)];
    const { minutes } = finish(rows, { from: 20240103 });
    expect([...minutes.time]).toEqual([202401030935, 202401030940]);
    expect([...minutes.isRepaired]).toEqual([1, 0]);
  });

  it('leaves out the session that is not over', () => {
    const rows = [row(202401040935), row(202401050935)];
    expect(finish(rows, {}, '2024-01-05T14:59').minutes.time).toHaveLength(1);
    expect(() => finish(rows.slice(1), {}, '2024-01-05T14:59')).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ isAnswered: true }) as unknown,
      }),
    );
  });

  it.each([
    ['a close of zero', [row(202401020945, { close: 0 })], 1],
    ['a high below the close', [row(202401020945, { high: 10.1 })], 1],
    ['a price that is no number', [row(202401020945, { low: NaN, unread: 'x' })], 1],
    ['a minute that no clock knows', [row(202401020999)], 1],
    ['a time twice', [row(202401020940)], 1],
    ['two bars of one time', [row(202401020940, { close: 10.1 })], 2],
  ])('puts %s aside and keeps the rest', (_, odd, bad) => {
    const fine = [row(202401020935), row(202401020940), row(202401020950), row(202401020955)];
    const { minutes, quarantined } = finish([...fine, ...odd]);
    expect(quarantined).toHaveLength(bad);
    expect(minutes.time).toHaveLength(5 - bad);
    expect([...minutes.time]).toEqual([...minutes.time].sort((a, b) => a - b));
  });

  it('sorts bars that are out of turn', () => {
    const { minutes } = finish([row(202401020940), row(202401020935, { open: 0, close: 10 })]);
    expect([...minutes.time]).toEqual([202401020935, 202401020940]);
    expect([...minutes.isRepaired]).toEqual([1, 0]);
  });

  it.each([
    ['nothing', []],
    ['a minute that no clock knows', [row(202401020999)]],
    ['a price below zero', [row(202401020935, { low: -1 })]],
    ['a close of zero', [row(202401020935, { close: 0 })]],
    ['a high below the close', [row(202401020935, { high: 10.1 })]],
    ['money of another share', [row(202401020935, { amount: 9e6 })]],
  ])('refuses %s', (_, rows) => {
    expect(() => finish(rows)).toThrow(expect.objectContaining({ code: 'SOURCE_BAD_DATA' }));
  });
});
