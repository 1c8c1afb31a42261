/**
 * Minutes, what is known to be odd, lists and the state of downloads. Times of minute bars are those of
 * their end, exchange-local, as integers `202601050935`; moments of the app itself are ISO texts.
 */
export const marketData = `
CREATE TABLE minute_bars (
  symbol      TEXT NOT NULL,
  period      INTEGER NOT NULL,
  time        INTEGER NOT NULL,
  open        REAL NOT NULL,
  high        REAL NOT NULL,
  low         REAL NOT NULL,
  close       REAL NOT NULL,
  volume      REAL NOT NULL,
  amount      REAL,
  is_repaired INTEGER NOT NULL,
  source      TEXT NOT NULL,
  PRIMARY KEY (symbol, period, time)
) STRICT, WITHOUT ROWID;

CREATE TABLE minute_days (
  symbol      TEXT NOT NULL,
  period      INTEGER NOT NULL,
  trade_date  INTEGER NOT NULL,
  bars        INTEGER NOT NULL,
  expected    INTEGER NOT NULL,
  repaired    INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (symbol, period, trade_date)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  id         INTEGER PRIMARY KEY,
  symbol     TEXT NOT NULL,
  trade_date INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  severity   TEXT NOT NULL,
  note       TEXT NOT NULL,
  details    TEXT NOT NULL,
  source     TEXT,
  found_at   TEXT NOT NULL,
  state      TEXT NOT NULL,
  UNIQUE (symbol, kind, trade_date)
) STRICT;

CREATE TABLE inspections (symbol TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  id         INTEGER PRIMARY KEY,
  symbol     TEXT NOT NULL,
  source     TEXT NOT NULL,
  trade_date TEXT NOT NULL,
  row        TEXT NOT NULL,
  problem    TEXT NOT NULL,
  found_at   TEXT NOT NULL,
  UNIQUE (symbol, source, trade_date, row)
) STRICT;

CREATE TABLE bar_corrections (
  id         INTEGER PRIMARY KEY,
  symbol     TEXT NOT NULL,
  trade_date INTEGER NOT NULL,
  old_row    TEXT NOT NULL,
  new_row    TEXT NOT NULL,
  source     TEXT NOT NULL,
  found_at   TEXT NOT NULL
) STRICT;
CREATE INDEX corrections_of_symbol ON bar_corrections (symbol, trade_date);

ALTER TABLE instruments ADD COLUMN initials TEXT NOT NULL DEFAULT '';
ALTER TABLE instruments ADD COLUMN is_st INTEGER;
ALTER TABLE instruments ADD COLUMN updated_at TEXT;
ALTER TABLE instruments ADD COLUMN factor_source TEXT;
UPDATE instruments SET initials = initials_of(name);
UPDATE instruments SET factor_source =
  (SELECT source FROM bars WHERE bars.symbol = instruments.symbol ORDER BY trade_date DESC LIMIT 1)
  WHERE symbol IN (SELECT symbol FROM adjust_factors);

CREATE TABLE st_spans (
  symbol    TEXT NOT NULL,
  from_date INTEGER NOT NULL,
  to_date   INTEGER,
  PRIMARY KEY (symbol, from_date)
) STRICT, WITHOUT ROWID;

CREATE TABLE sector_members (
  kind          TEXT NOT NULL,
  snapshot_date INTEGER NOT NULL,
  sector        TEXT NOT NULL,
  symbol        TEXT NOT NULL,
  name          TEXT NOT NULL,
  PRIMARY KEY (kind, snapshot_date, sector, symbol)
) STRICT, WITHOUT ROWID;

CREATE TABLE index_members (
  benchmark     TEXT NOT NULL,
  snapshot_date INTEGER NOT NULL,
  symbol        TEXT NOT NULL,
  PRIMARY KEY (benchmark, snapshot_date, symbol)
) STRICT, WITHOUT ROWID;

CREATE TABLE calendars (
  market     TEXT PRIMARY KEY,
  source     TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE trading_days (
  market     TEXT NOT NULL,
  trade_date INTEGER NOT NULL,
  PRIMARY KEY (market, trade_date)
) STRICT, WITHOUT ROWID;

CREATE TABLE spots (
  symbol     TEXT PRIMARY KEY,
  price      REAL,
  open       REAL,
  high       REAL,
  low        REAL,
  prev_close REAL,
  volume     REAL,
  amount     REAL,
  quoted_at  INTEGER,
  read_at    TEXT NOT NULL,
  source     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE watchlist (
  symbol      TEXT PRIMARY KEY,
  position    INTEGER NOT NULL,
  base_shares REAL NOT NULL,
  base_cost   REAL NOT NULL,
  note        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE downloads (
  id          TEXT PRIMARY KEY,
  kind        TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  updated_at  TEXT NOT NULL,
  state       TEXT NOT NULL,
  request     TEXT NOT NULL,
  owner       TEXT NOT NULL
) STRICT;

CREATE TABLE download_symbols (
  download   TEXT NOT NULL REFERENCES downloads (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  symbol     TEXT NOT NULL,
  state      TEXT NOT NULL,
  outcome    TEXT NOT NULL,
  attempts   INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (download, symbol)
) STRICT, WITHOUT ROWID;

CREATE TABLE value_ratios (
  symbol     TEXT NOT NULL,
  trade_date INTEGER NOT NULL,
  pe         REAL,
  pb         REAL,
  ps         REAL,
  pcf        REAL,
  turn       REAL,
  market_cap REAL,
  float_cap  REAL,
  PRIMARY KEY (symbol, trade_date)
) STRICT, WITHOUT ROWID;
`;
