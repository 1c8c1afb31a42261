/**
 * What is thought of each score, of the same shape as `scores`: the lower end of its 90% band, the spread of
 * repeated passes and how far its input lies from those of training; NULL where it was not asked for.
 */
export const scoreDoubts = `
ALTER TABLE run_scores ADD COLUMN lowers BLOB;
ALTER TABLE run_scores ADD COLUMN spreads BLOB;
ALTER TABLE run_scores ADD COLUMN distances BLOB;
`;
