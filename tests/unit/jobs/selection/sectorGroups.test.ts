import { describe, expect, it } from 'vitest';
import { readSectorGroups } from '#main/jobs/selection/sectorGroups.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const symbols = ['300001.SZ', '600001.SH', '600002.SH'];
const dates = Int32Array.of(20200101, 20200102, 20200103, 20200104);
const rows = {
  dates: 4,
  start: Int32Array.of(0, 4, 8, 12),
  date: Int32Array.of(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3),
};

function storeWith(lists: Record<number, Record<string, string>>) {
  const store = makeStore();
  for (const [date, sectors] of Object.entries(lists)) {
    const members = Object.entries(sectors).map(([symbol, sector]) => ({
      ...{ symbol, sector, name: sector },
    }));
    store.members.saveSectors('industry', Number(date), members);
  }
  return store;
}

/** Groups by date, each as the places of its symbols. */
const groupsOn = (groups: Int32Array, date: number): string => {
  const own = [0, 1, 2].map((s) => groups[4 * s + date]);
  return own.map((group) => own.indexOf(group)).join('');
};

describe('sectors of a date', () => {
  it('are those of the newest list that is not later', () => {
    const store = storeWith({
      20200102: { '300001.SZ': 'bank', '600001.SH': 'bank', '600002.SH': 'steel' },
      20200104: { '300001.SZ': 'bank', '600001.SH': 'steel', '600002.SH': 'steel' },
      20200201: { '300001.SZ': 'late', '600001.SH': 'late', '600002.SH': 'late' },
    });
    const { groups, note } = readSectorGroups(store, { symbols, dates, rows });
    expect([1, 2, 3].map((date) => groupsOn(groups, date))).toEqual(['002', '002', '011']);
    expect(note).toContain('2 stored list(s), the first of 2020-01-02; on 1 of 4 dates');
  });

  it('are boards before the first list, and without any', () => {
    const later = { 20200104: { '300001.SZ': 'bank', '600001.SH': 'bank' } };
    const dated = readSectorGroups(storeWith(later), { symbols, dates, rows });
    expect(groupsOn(dated.groups, 0)).toBe('011');
    expect(groupsOn(dated.groups, 3)).toBe('002');
    const none = readSectorGroups(makeStore(), { symbols, dates, rows });
    expect(groupsOn(none.groups, 3)).toBe('011');
    expect(none.note).toContain('no stored list is as old as the run');
  });
});
