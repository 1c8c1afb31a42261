/** What the models of a cross-sectional run said on each date; numbers as little-endian columns. */
export const runScores = `
CREATE TABLE run_scores (
  run_id      TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  model       TEXT NOT NULL,
  symbols     TEXT NOT NULL,
  dates       BLOB NOT NULL,
  scores      BLOB NOT NULL,
  outcomes    BLOB NOT NULL,
  predictions BLOB NOT NULL,
  PRIMARY KEY (run_id, model)
) STRICT;
`;
