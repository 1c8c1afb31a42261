import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '#main/store/migrations/index.ts';
import { openStore } from '#main/store/store.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

/** A database as the app left it when it knew the first `version` migrations. */
function makeOld(version: number): string {
  const file = join(makeTempDir(), 'zuot.db');
  const db = new Database(file);
  for (const step of migrations.slice(0, version)) db.exec(step);
  db.pragma('application_id = 0x5a756f54');
  db.pragma(`user_version = ${version}`);
  db.exec(`INSERT INTO instruments VALUES ('600519.SH', '贵州茅台', 'main', 20010827, NULL, 0);
    INSERT INTO bars VALUES ('600519.SH', 20200102, 10, 11, 9, 10, 1000, 10000, 0, 'aktools', 1);
    INSERT INTO bars VALUES ('600519.SH', 20200103, 10, 11, 9, 10, 1000, NULL, 0, 'csv', 2);
    INSERT INTO adjust_factors VALUES ('600519.SH', 20200103, 1.5);`);
  db.close();
  return file;
}

describe('a database of an earlier version', () => {
  it.each([1, 2])('keeps its bars when it is opened, from version %i', (version) => {
    const store = openStore(makeOld(version));
    onTestFinished(() => store.close());
    const { close, factor, amount } = store.bars.readSeries('600519.SH');
    expect([[...close], [...factor], [...amount]]).toEqual([
      [10, 10],
      [1, 1.5],
      [10_000, NaN],
    ]);
    expect(store.instruments.find('600519.SH')).toMatchObject({ listDate: 20010827 });
  });

  it('can be searched by pinyin and knows whose factors it holds', () => {
    const store = openStore(makeOld(2));
    onTestFinished(() => store.close());
    expect(store.instruments.search('gzmt', 1)).toMatchObject([{ symbol: '600519.SH' }]);
    expect(store.instruments.factorSource('600519.SH')).toBe('csv');
    expect(store.inspections.due()).toEqual(['600519.SH']);
    expect(store.bars.stats()).toMatchObject([{ count: 2, lastDate: 20200103, updatedAt: 2 }]);
  });
});
