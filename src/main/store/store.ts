import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { backupDatabase } from './backup.ts';
import type { BackupOptions } from './backup.ts';
import { createBars } from './bars.ts';
import type { BarStore } from './bars.ts';
import type { FileChecker } from './checkFile.ts';
import { createCalendar } from './calendar.ts';
import type { CalendarStore } from './calendar.ts';
import { createCorrections } from './corrections.ts';
import type { CorrectionStore } from './corrections.ts';
import { createDownloads } from './downloads.ts';
import type { DownloadStore } from './downloads.ts';
import { createFindings } from './findings.ts';
import type { FindingStore } from './findings.ts';
import { createImportance } from './importance.ts';
import type { ImportanceStore } from './importance.ts';
import { createMembers } from './members.ts';
import type { MemberStore } from './members.ts';
import { createMinutes } from './minutes.ts';
import type { MinuteStore } from './minutes.ts';
import { createPauses } from './pauses.ts';
import type { PauseStore } from './pauses.ts';
import { createQuarantine } from './quarantine.ts';
import type { QuarantineStore } from './quarantine.ts';
import { createRatios } from './ratios.ts';
import type { RatioStore } from './ratios.ts';
import { createSpots } from './spots.ts';
import type { SpotStore } from './spots.ts';
import { createWatchlist } from './watchlist.ts';
import type { WatchlistStore } from './watchlist.ts';
import { toStoreError, translateErrors } from './errors.ts';
import { createInspections } from './inspections.ts';
import type { InspectionStore } from './inspections.ts';
import { createInstruments } from './instruments.ts';
import type { InstrumentStore } from './instruments.ts';
import { checkVersion, migrate } from './migrate.ts';
import { prepareRestore } from './restore.ts';
import { createRuns } from './runs.ts';
import type { RunStore } from './runs.ts';
import { createScores } from './scores.ts';
import type { ScoreStore } from './scores.ts';
import { createSearches } from './searches.ts';
import type { SearchStore } from './searches.ts';
import { createSettings } from './settings.ts';
import type { SettingsStore } from './settings.ts';

export interface StoreOptions {
  /** For workers: nothing is created, migrated or written. */
  isReadOnly?: boolean;
  /** How long a call waits for another process's write before STORE_BUSY. */
  busyTimeoutMs?: number;
}

export interface RestoreOptions {
  /** See `prepareRestore`. */
  check?: FileChecker;
  /** Throws where work has begun meanwhile that uses the database: then everything stays as it is. */
  assertIdle?: () => void;
}

/** One open database file. Every call but `backup` and `restore` is synchronous and safe to repeat. */
export interface Store extends StoreParts {
  file: string;
  /** See `backupDatabase`. */
  backup: (file: string, options?: BackupOptions) => Promise<{ file: string; bytes: number }>;
  /**
   * Puts a checked backup in the place of this database and opens it; `before` names the file that holds
   * what was there. Parts taken from the store before are closed. Throws as `prepareRestore`, and
   * STORE_BUSY while another process has the database open; then everything is as before.
   */
  restore: (file: string, options?: RestoreOptions) => Promise<{ file: string; before: string }>;
  close: () => void;
}

/** One part for each kind of thing that is stored. */
export interface StoreParts {
  bars: BarStore;
  instruments: InstrumentStore;
  runs: RunStore;
  settings: SettingsStore;
  calendar: CalendarStore;
  corrections: CorrectionStore;
  downloads: DownloadStore;
  findings: FindingStore;
  importance: ImportanceStore;
  inspections: InspectionStore;
  members: MemberStore;
  minutes: MinuteStore;
  pauses: PauseStore;
  quarantine: QuarantineStore;
  ratios: RatioStore;
  scores: ScoreStore;
  searches: SearchStore;
  spots: SpotStore;
  watchlist: WatchlistStore;
}

/**
 * Opens (creates with its folder, migrates) a database.
 * Throws STORE_TOO_NEW (file untouched), STORE_DAMAGED, STORE_BUSY, DISK_FULL, or INVALID_INPUT where
 * the file cannot be opened or belongs to another program; so does every method of the store.
 */
export function openStore(named: string, options: StoreOptions = {}): Store {
  // SQLite would take an empty name and `:memory:` for a database that is gone in the end.
  if (named.trim() === '') throw new AppError('INVALID_INPUT', 'the database file has no name');
  const file = resolve(named);
  try {
    if (!options.isReadOnly) makeFolder(dirname(file));
    return toStore(file, options, openChecked(file, options));
  } catch (error) {
    throw toStoreError(toOpenError(error, file), file);
  }
}

/** Folder by folder: Node's own recursive way never ends under /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function openChecked(file: string, options: StoreOptions): Database.Database {
  const { isReadOnly = false, busyTimeoutMs = 5000 } = options;
  const db = new Database(file, { readonly: isReadOnly, timeout: busyTimeoutMs });
  try {
    const isDue = checkVersion(db, file);
    if (isReadOnly) assertCurrent(isDue, file);
    else prepareForWriting(db, isDue);
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function toStore(file: string, options: StoreOptions, opened: Database.Database): Store {
  let db = opened;
  const store: Store = {
    file,
    ...createParts(db, file),
    backup: (target, more) => backupDatabase(db, file, target, more),
    restore: async (backup, { check, assertIdle } = {}) => {
      const prepared = await prepareRestore(file, backup, check);
      try {
        assertIdle?.();
      } catch (error) {
        prepared.discard();
        throw error;
      }
      db.close();
      try {
        return prepared.commit();
      } finally {
        prepared.discard();
        db = openChecked(file, options);
        Object.assign(store, createParts(db, file));
      }
    },
    close: () => void db.close(),
  };
  return store;
}

function createParts(db: Database.Database, file: string): StoreParts {
  const part = <T extends object>(create: (db: Database.Database) => T): T =>
    translateErrors(create(db), file);
  return {
    bars: part(createBars),
    instruments: part(createInstruments),
    runs: part(createRuns),
    settings: part(createSettings),
    calendar: part(createCalendar),
    corrections: part(createCorrections),
    downloads: part(createDownloads),
    findings: part(createFindings),
    importance: part(createImportance),
    inspections: part(createInspections),
    members: part(createMembers),
    minutes: part(createMinutes),
    pauses: part(createPauses),
    quarantine: part(createQuarantine),
    ratios: part(createRatios),
    scores: part(createScores),
    searches: part(createSearches),
    spots: part(createSpots),
    watchlist: part(createWatchlist),
  };
}

function prepareForWriting(db: Database.Database, isDue: boolean): void {
  db.pragma('journal_mode = WAL');
  // With WAL this survives a crash of the app; a power cut may lose the last transactions, never tear one.
  db.pragma('synchronous = NORMAL');
  if (isDue) migrate(db);
}

function assertCurrent(isDue: boolean, file: string): void {
  if (isDue) throw new Error(`${file} must be migrated before it is opened read-only`);
}

/** better-sqlite3 itself refuses a missing folder, with a plain TypeError. */
function toOpenError(error: unknown, file: string): unknown {
  if (!(error instanceof TypeError)) return error;
  return new Database.SqliteError(`${error.message}: ${file}`, 'SQLITE_CANTOPEN');
}
