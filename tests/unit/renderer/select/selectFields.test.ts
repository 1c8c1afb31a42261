import { describe, expect, it } from 'vitest';
import {
  changedSelectSettings,
  SELECT_FIELDS,
  selectDefaults,
  writeSelectSetting,
} from '#renderer/components/select/selectFields.ts';
import { createFormatter } from '#renderer/text/format.ts';
import { MESSAGES } from '#renderer/text/index.ts';
import { SELECTION_DEFAULTS, SELECTION_PRESETS } from '#shared/selectionSettings.ts';

const format = createFormatter('zh-CN');
const zh = MESSAGES['zh-CN'];

describe('fields of a selection', () => {
  it('are all its settings but the two programs, each once', () => {
    const keys = Object.keys(selectDefaults('lstm-select')).sort();
    const shown = [...SELECT_FIELDS.map(({ key }) => key), 'features', 'label'].sort();
    expect(shown).toEqual(keys);
  });

  it.each(SELECTION_PRESETS)('start unchanged for %s, within their own limits', (preset) => {
    const settings = selectDefaults(preset);
    expect(
      changedSelectSettings({ preset, model: SELECTION_DEFAULTS[preset].model }, settings),
    ).toEqual([]);
    for (const { key, min, max } of SELECT_FIELDS) {
      const value = settings[key];
      if (typeof value !== 'number') continue;
      expect(value).toBeGreaterThanOrEqual(min ?? -Infinity);
      expect(value).toBeLessThanOrEqual(max ?? Infinity);
    }
  });

  it('tell what differs from the system', () => {
    const settings = { ...selectDefaults('cnn-select'), holdCount: 7, allowSt: true };
    expect(changedSelectSettings({ preset: 'cnn-select', model: 'cnn' }, settings)).toEqual([
      'holdCount',
      'allowSt',
    ]);
  });

  it('are written with their units and words', () => {
    const settings = selectDefaults('lstm-select');
    const write = (key: Parameters<typeof writeSelectSetting>[0]) =>
      writeSelectSetting(key, settings, zh, format);
    expect(write('commission')).toBe('0.03%');
    expect(write('volumeCap')).toBe('2.5%');
    expect(write('holdDays')).toBe('5 根');
    expect(write('weighting')).toBe('按名次递减');
    expect(write('allowSt')).toBe('否');
    expect(write('benchmark')).toBe('000300.SH');
  });
});
