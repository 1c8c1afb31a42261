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
});
