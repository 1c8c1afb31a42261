import { describe, expect, it } from 'vitest';
import { entryNotes } from '#main/jobs/selection/entryNotes.ts';
import { timingEntryNotes } from '#main/jobs/timing/timingEntries.ts';
import type { Scores } from '#main/signals/scores.ts';
import { explainNote } from '#shared/notes.ts';
import { selectionSettingsOf } from '#shared/selectionSettings.ts';
import { quickConfig } from '#tests/fixtures/timingRun.ts';

const eligible: Scores = {
  dates: Int32Array.of(20220104),
  symbols: ['600000.SH', '600001.SH', '600002.SH', '600003.SH'],
  values: Float64Array.of(0.01, 0.02, 0.03, 0.09),
  mayBuy: Uint8Array.of(1, 1, 1, 0),
  doubts: {
    lower: [-0.08, -0.07, -0.05, 0.05],
    confidence: [0.5, 0.6, 0.7, 0.9],
    distance: [0.4, 0.9, 0.9, 0.1],
  },
};
const notesOf = (settings: object): string[] =>
  entryNotes(eligible, selectionSettingsOf('lstm-select').parse(settings));

describe('conditions on entries that let nothing through', () => {
  it('are preceded by the lower ends that a minReturn may be chosen by', () => {
    expect(notesOf({})).toEqual([
      'Lower ends of the band: -0.0800 to -0.0500, half of them above -0.0700; with requireBand a minReturn of -0.0500 or more buys nothing.',
    ]);
    expect(notesOf({ requireBand: true, minReturn: -0.051 })).toHaveLength(1);
    expect(explainNote(notesOf({})[0], 'zh-CN')).toContain('minReturn 设为 -0.0500 或更高');
  });

  it('say of a selection what was reached', () => {
    const [, nothing, why] = notesOf({ requireBand: true, minReturn: -0.05 });
    expect(nothing).toBe('Nothing could be bought: none of 3 predictions met minReturn.');
    expect(why).toContain('lower end of the band highest -0.05, asked for -0.05');
    expect(notesOf({ minConfidence: 0.8 })[2]).toContain('confidence highest 0.7, asked for 0.8');
    expect(notesOf({ maxDistance: 0.3 })[2]).toContain('distance lowest 0.4, asked for 0.3');
    expect(notesOf({ minConfidence: 0.7, maxDistance: 0.5 }).slice(1)).toEqual([
      'Nothing could be bought: none of 3 predictions met minConfidence, maxDistance together.',
    ]);
  });

  it('say of t-timing what to change, in either language', () => {
    const config = quickConfig({ requireBand: true, buyProbability: 0.65 });
    const predicted = (lower: number) => ({
      probability: [0.5, 0.7],
      doubts: {
        ...{ lower: Float64Array.of(0.3, lower), confidence: Float64Array.of(1, 1) },
        distance: Float64Array.of(0.5, 0.5),
      },
    });
    expect(timingEntryNotes(config, [predicted(0.66)])).toEqual([]);
    const notes = timingEntryNotes(config, [predicted(0.6)]);
    expect(notes).toHaveLength(2);
    expect(notes[1]).toContain('highest 0.6, asked for 0.65: calibration=platt');
    const translated = notes.map((note) => explainNote(note, 'zh-CN'));
    expect(translated[0]).toContain('没有一个满足 buyProbability, requireBand');
    expect(translated[1]).toContain('调低 buyProbability');
  });
});
