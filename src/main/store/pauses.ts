import type Database from 'better-sqlite3';

/** Until when providers are left alone, in milliseconds since 1970; shared by all processes on the database. */
export interface PauseStore {
  /** Null where there is no pause; one that is over may still be told. */
  read: (provider: string) => number | null;
  /** Null ends it. */
  write: (provider: string, until: number | null) => void;
}

export function createPauses(db: Database.Database): PauseStore {
  const one = db
    .prepare<[string], number>('SELECT until FROM source_pauses WHERE provider = ?')
    .pluck();
  const put = db.prepare('INSERT OR REPLACE INTO source_pauses VALUES (?, ?)');
  const end = db.prepare('DELETE FROM source_pauses WHERE provider = ?');
  return {
    read: (provider) => one.get(provider) ?? null,
    write: (provider, until) => {
      if (until === null) end.run(provider);
      else put.run(provider, until);
    },
  };
}
