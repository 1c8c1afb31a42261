/**
 * What is stored of each symbol, kept beside its bars so that a list of thousands reads none of them; and
 * until when a provider is left alone, in milliseconds since 1970, for every process on this database.
 */
export const marketFacts = `
CREATE TABLE bar_stats (
  symbol     TEXT PRIMARY KEY,
  count      INTEGER NOT NULL,
  first_date INTEGER NOT NULL,
  last_date  INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO bar_stats SELECT symbol, count(*), min(trade_date), max(trade_date), max(updated_at)
  FROM bars GROUP BY symbol;

CREATE TABLE source_pauses (
  provider TEXT PRIMARY KEY,
  until    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
