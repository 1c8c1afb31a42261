import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findSelectionPreset, readSymbols, toSelectionConfig } from '#main/cli/selectionOptions.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const TYPED = { universe: 'all', seed: '3', set: [] };
const saying = (more: object) =>
  failureOf(() => toSelectionConfig('lstm-select', { ...TYPED, ...more })).message;

describe('a selection as typed', () => {
  test('takes the dates of the published system where none are given', () => {
    expect(toSelectionConfig('lstm-top30', TYPED)).toMatchObject({
      ...{ preset: 'lstm-top30', universe: 'all', seed: 3 },
      ...{ from: '2020-01-01', split: '2022-06-01', to: '2022-12-31' },
    });
    const span = { from: '2019-01-01', split: '2021-01-01', to: '2022-12-31' };
    expect(toSelectionConfig('cnn-select', { ...TYPED, ...span })).toMatchObject(span);
  });

  test('reads settings, features apart by semicolons', () => {
    const set = ['features=@seven;close/open', 'holdCount=7', 'rules=document', 'allowSt=true'];
    expect(toSelectionConfig('lstm-select', { ...TYPED, set }).settings).toEqual({
      ...{ features: ['@seven', 'close/open'], holdCount: 7, rules: 'document', allowSt: true },
    });
  });

  test('reads a universe from a file, with comments', () => {
    const file = join(makeTempDir(), 'universe.txt');
    writeFileSync(file, '600519 # the dearest\n\nsz000001, 300750\n');
    expect(readSymbols(file)).toEqual(['600519.SH', '000001.SZ', '300750.SZ']);
    expect(toSelectionConfig('lstm-select', { ...TYPED, universe: file }).universe).toHaveLength(3);
  });

  test('is refused with what to type instead', () => {
    expect(saying({ universe: undefined })).toContain('--universe all');
    expect(saying({ symbols: '600519' })).toContain('not both');
    expect(saying({ universe: 'nowhere.txt' })).toContain('no such file');
    expect(saying({ model: 'gru' })).toContain('ridge');
    expect(saying({ set: ['holdCount=none'] })).toContain('holdCount');
    expect(saying({ set: ['stocks=3'] })).toContain('holdDays');
    expect(saying({ seed: 'x' })).toContain('--seed');
  });

  test('has one of the presets’ names', () => {
    expect(findSelectionPreset('cnn-select')).toBe('cnn-select');
    expect(findSelectionPreset('t-timing')).toBeUndefined();
  });
});
