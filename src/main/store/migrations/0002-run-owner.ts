/** The process that carries a run out, as JSON of `ProcessMark`; null in runs of before. */
export const runOwner = 'ALTER TABLE runs ADD COLUMN owner TEXT';
