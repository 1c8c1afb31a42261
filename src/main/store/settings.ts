import type Database from 'better-sqlite3';
import { z } from 'zod';
import { settingsPatchSchema, settingsSchema } from '#shared/contract.ts';
import type { Settings } from '#shared/contract.ts';

export interface SettingsStore {
  /** Stored values over the defaults. */
  read: () => Settings;
  /** Changes the given ones only, and returns all. */
  change: (patch: Partial<Settings>) => Settings;
}

const rowsSchema = z.array(z.object({ key: z.string(), value: z.string() }));

export function createSettings(db: Database.Database): SettingsStore {
  const all = db.prepare('SELECT key, value FROM settings');
  const put = db.prepare(
    'INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const read = (): Settings => {
    const stored = rowsSchema.parse(all.all()).map(({ key, value }) => readOne(key, value));
    return settingsSchema.parse(Object.assign({}, ...stored));
  };
  const change = db.transaction((patch: Partial<Settings>): Settings => {
    for (const [key, value] of Object.entries(patch)) {
      if (value !== undefined) put.run(key, JSON.stringify(value));
    }
    return read();
  });
  return { read, change };
}

/**
 * A value that this version does not know (a newer app wrote it), or that is garbage, counts as not set:
 * the app must start.
 */
function readOne(key: string, value: string): Partial<Settings> {
  try {
    const parsed = settingsPatchSchema.safeParse({ [key]: JSON.parse(value) as unknown });
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
