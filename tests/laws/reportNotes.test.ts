import { describe, expect, it } from 'vitest';
import { dataNotes } from '#main/jobs/selection/selectionDataNotes.ts';
import { bandNotes } from '#main/report/predictionBand.ts';
import { probabilityBandNotes } from '#main/report/probabilityBand.ts';
import { selectionNotes } from '#main/report/selectionNotes.ts';
import { survivorshipStatements } from '#main/report/survivorship.ts';
import { explainNote } from '#shared/notes.ts';
import type { BackendInfo } from '#shared/run.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { SELECTION_PRESETS } from '#shared/selectionSettings.ts';
import type { SelectionPreset } from '#shared/selectionSettings.ts';

const CHINESE = /\p{Script=Han}{4}/u;
const LATIN_WORD = /[a-z]{4,}/;
const backend: BackendInfo = { name: 'cpu', version: '1', isNative: false, reason: 'no compiler' };
const configOf = (preset: SelectionPreset, rules: 'exchange' | 'document') =>
  selectionConfigSchema.parse({
    preset,
    universe: 'all',
    from: '2020-01-01',
    split: '2021-01-01',
    to: '2021-12-31',
    settings: { rules },
  });

const account = {
  rejections: [
    {
      tradeDate: 20210104,
      symbol: '600519.SH',
      side: 'buy' as const,
      shares: 7,
      kind: 'buy' as const,
      reason: 'belowLot' as const,
    },
  ],
  fills: [],
  endedSeries: [{ symbol: '600001.SH', lastDate: 20210301 }],
  equity: Float64Array.of(100, 110),
  positionValue: Float64Array.of(50, 66),
};

const own = SELECTION_PRESETS.flatMap((preset) =>
  (['exchange', 'document'] as const).flatMap((rules) =>
    selectionNotes(configOf(preset, rules), backend, account),
  ),
);
const universes = (['all', 'csi300', ['600519.SH', '000001.SZ']] as const).flatMap((universe) =>
  [true, false].flatMap((hasMemberDates) =>
    survivorshipStatements(
      {
        universe: typeof universe === 'string' ? universe : [...universe],
        from: '2020-01-01',
        to: '2021-12-31',
      },
      [],
      hasMemberDates,
    ),
  ),
);
const ofData = dataNotes(
  configOf('lstm-select', 'exchange'),
  {
    symbols: ['600519.SH', '000001.SZ'],
    missing: ['000002.SZ'],
    snapshotDate: 20200101,
    memberships: [],
  },
  {
    symbols: ['600519.SH', '000001.SZ'],
    ends: { test: Int32Array.of() },
    rows: { start: Int32Array.of(0, 0, 0) },
    notes: [
      'Left out: 1/pe, 1/pb; the store has no PE and PB for these symbols.',
      'Sectors: no stored list is as old as the run; symbols of one board are taken together instead.',
      'Sectors: 2 stored list(s), the first of 2021-01-04; on 20 of 400 dates before it symbols of one board are taken together instead.',
    ],
  } as unknown as Parameters<typeof dataNotes>[2],
);

const span = (to: number): Int32Array => Int32Array.from({ length: to }, (_, row) => row);
/** Two symbols, of which the second has a single row. */
const ofOwnModels = dataNotes(
  {
    ...configOf('multi-factor', 'exchange'),
    search: { search: 'search-1', trials: 30 },
  },
  { symbols: ['600519.SH', '000001.SZ'], missing: [], snapshotDate: null, memberships: null },
  {
    symbols: ['600519.SH', '000001.SZ'],
    ends: { test: Int32Array.of(80, 81) },
    rows: { start: Int32Array.of(0, 81, 82) },
    inputs: {
      panel: { start: Int32Array.of(0, 81, 82) },
      ...{ train: span(60), valid: span(81).slice(60), test: Int32Array.of(80, 81) },
    },
    notes: [],
  } as unknown as Parameters<typeof dataNotes>[2],
);

const ofBands = [0.62, 0.99].flatMap((coverage) =>
  bandNotes({ level: 0.9, coverage, low: 0.5, high: 0.995, count: 5160, meanWidth: 3.4 }),
);

const ofProbabilities = probabilityBandNotes({
  ...{ level: 0.9, meanWidth: 0.3, count: 2991, coverage: 0.708 },
});

describe('notes of a cross-sectional run', () => {
  it('tell which symbols have no model of their own, and of how many a search knew', () => {
    expect(ofOwnModels).toContain(
      'No own model: 1 of 2 symbols have too few windows to train one, and no score.',
    );
    expect(ofOwnModels.join()).toContain('The search tried the models of 12 symbols');
    expect(ofOwnModels.join()).toContain('ends training once it no longer falls');
    expect(ofData.join()).toContain('stops nothing');
  });

  it.each([
    ...new Set([...own, ...universes, ...ofData, ...ofOwnModels, ...ofBands, ...ofProbabilities]),
  ])('are told in Chinese: %s', (note) => {
    const told = explainNote(note, 'zh-CN');
    expect(told).toMatch(CHINESE);
    expect(told.replace(/Sigmoid|LSTM|JavaScript|TensorFlow/g, '')).not.toMatch(LATIN_WORD);
  });
});
