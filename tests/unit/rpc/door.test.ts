import { describe, expect, it } from 'vitest';
import { serveInProcess } from '#main/rpc/client.ts';
import { createDoor } from '#main/rpc/door.ts';
import { AppError } from '#shared/errors.ts';
import { fakeHandlers, fakeSettings } from '#tests/fixtures/fakeHandlers.ts';

describe('createDoor', () => {
  it('answers each call with the reason while opening fails, then opens once', async () => {
    const reasons = ['STORE_BUSY', 'DISK_FULL'] as const;
    let attempts = 0;
    const door = createDoor(() => {
      const code = reasons[attempts++];
      if (code !== undefined) throw new AppError(code, 'not now');
      return fakeHandlers({ 'settings.get': () => Promise.resolve(fakeSettings) });
    });
    const client = serveInProcess(door);
    await expect(client.call('settings.get', {})).rejects.toMatchObject({ code: 'STORE_BUSY' });
    await expect(client.call('settings.get', {})).rejects.toMatchObject({ code: 'DISK_FULL' });
    await expect(client.call('settings.get', {})).resolves.toEqual(fakeSettings);
    await client.call('settings.get', {});
    expect(attempts).toBe(3);
  });
});
