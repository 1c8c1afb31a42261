import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/contract.ts';
import { makeStore } from '#tests/fixtures/store.ts';

describe('settings', () => {
  it('are the defaults until something is changed', () => {
    expect(makeStore().settings.read()).toEqual(settingsSchema.parse({}));
  });

  it('change one by one and leave the others', () => {
    const { settings } = makeStore();
    settings.change({ theme: 'dark' });
    settings.change({ workers: 2 });
    expect(settings.change({ workers: undefined })).toMatchObject({ theme: 'dark', workers: 2 });
  });

  it('pass over what another version wrote', () => {
    const { file, settings } = makeStore();
    settings.change({ theme: 'dark' });
    const db = new Database(file);
    db.exec(`INSERT INTO settings VALUES ('language', '"tlh"'), ('sound', 'true')`);
    db.close();
    expect(settings.read()).toEqual(settingsSchema.parse({ theme: 'dark' }));
  });
});
