import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

describe('openStore', () => {
  it('creates a database that opens again', () => {
    const file = join(makeTempDir(), 'a.db');
    openStore(file).close();
    const store = openStore(file);
    expect(store.bars.stats()).toEqual([]);
    expect(store.settings.change({ theme: 'dark' }).theme).toBe('dark');
    store.close();
  });
});
