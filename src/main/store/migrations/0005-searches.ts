/** Searches for settings and their finished trials. */
export const searches = `
CREATE TABLE searches (
  id           TEXT PRIMARY KEY,
  state        TEXT NOT NULL,
  request      TEXT NOT NULL,
  plan         TEXT NOT NULL,
  data_version TEXT NOT NULL,
  app_version  TEXT NOT NULL,
  backend      TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  finished_at  TEXT,
  error        TEXT,
  owner        TEXT NOT NULL
) STRICT;

CREATE TABLE search_trials (
  search_id TEXT NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
  trial     INTEGER NOT NULL,
  settings  TEXT NOT NULL,
  state     TEXT NOT NULL,
  value     REAL,
  losses    TEXT NOT NULL,
  seconds   REAL NOT NULL,
  PRIMARY KEY (search_id, trial)
) STRICT, WITHOUT ROWID;
`;
