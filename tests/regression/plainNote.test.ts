import { expect, test } from 'vitest';
import { timingNotes } from '#main/jobs/timing/timingNotes.ts';
import { quickConfig } from '#tests/fixtures/timingRun.ts';

test('a run without rules says that splits, slippage and the volume cap are off as well', () => {
  const backend = { name: 'cpu', version: '1', isNative: false, reason: null } as const;
  const notes = timingNotes(quickConfig({ rules: 'plain' }), backend, {
    ambiguousDays: 0,
    endedSeries: [],
  });
  const note = notes.find((text) => text.startsWith('Rules are off'));
  for (const word of ['dividends', 'splits', 'slippage', 'volume cap'])
    expect(note).toContain(word);
});
