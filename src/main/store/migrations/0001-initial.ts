/** Prices in yuan as traded, volume in shares; `amount` is null where the source gave none. */
export const initial = `
CREATE TABLE instruments (
  symbol       TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  board        TEXT NOT NULL,
  list_date    INTEGER,
  delist_date  INTEGER,
  is_simulated INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bars (
  symbol     TEXT NOT NULL,
  trade_date INTEGER NOT NULL,
  open       REAL NOT NULL,
  high       REAL NOT NULL,
  low        REAL NOT NULL,
  close      REAL NOT NULL,
  volume     REAL NOT NULL,
  amount     REAL,
  is_st      INTEGER NOT NULL,
  source     TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (symbol, trade_date)
) STRICT, WITHOUT ROWID;

CREATE TABLE adjust_factors (
  symbol     TEXT NOT NULL,
  trade_date INTEGER NOT NULL,
  factor     REAL NOT NULL CHECK (factor > 0),
  PRIMARY KEY (symbol, trade_date)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id           TEXT PRIMARY KEY,
  preset       TEXT NOT NULL,
  state        TEXT NOT NULL,
  config       TEXT NOT NULL,
  seed         INTEGER NOT NULL,
  data_version TEXT NOT NULL,
  app_version  TEXT NOT NULL,
  backend      TEXT NOT NULL,
  is_simulated INTEGER NOT NULL,
  created_at   TEXT NOT NULL,
  finished_at  TEXT,
  folds_total  INTEGER,
  metrics      TEXT,
  hash         TEXT,
  error        TEXT,
  report       BLOB
) STRICT;

CREATE TABLE folds (
  run_id     TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  symbol     TEXT NOT NULL,
  fold_index INTEGER NOT NULL,
  result     TEXT NOT NULL,
  weights    BLOB,
  PRIMARY KEY (run_id, symbol, fold_index)
) STRICT;

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
