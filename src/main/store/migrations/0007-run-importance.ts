/** How much a run leans on each input, as JSON; `symbol` is empty for a run that is looked at as a whole. */
export const runImportance = `
CREATE TABLE run_importance (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  symbol TEXT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (run_id, symbol)
) STRICT;
`;
