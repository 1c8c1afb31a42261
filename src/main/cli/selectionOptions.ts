import { readFileSync } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { modelsOfPreset } from '#shared/selection.ts';
import type { SelectionConfigInput, SelectionModel, Universe } from '#shared/selection.ts';
import { SELECTION_PRESETS, selectionSettingsOf } from '#shared/selectionSettings.ts';
import type { SelectionPreset } from '#shared/selectionSettings.ts';
import { readPairs, splitSymbols, toNumber } from './runOptions.ts';
import type { RunOptions } from './runOptions.ts';

/** The spans of the published systems. */
const SPANS: Record<SelectionPreset, { from: string; split: string; to: string }> = {
  'lstm-select': { from: '2020-01-01', split: '2021-01-01', to: '2021-12-31' },
  'cnn-select': { from: '2010-01-01', split: '2015-01-01', to: '2016-12-31' },
  'lstm-top30': { from: '2020-01-01', split: '2022-06-01', to: '2022-12-31' },
  'multi-factor': { from: '2018-01-01', split: '2022-01-01', to: '2025-03-01' },
  'portfolio-transformer': { from: '2018-01-01', split: '2022-01-01', to: '2025-03-01' },
};

export const findSelectionPreset = (name: string): SelectionPreset | undefined =>
  SELECTION_PRESETS.find((preset) => preset === name);

/** What was typed as a config; dates left out are those of the published system. */
export function toSelectionConfig(
  preset: SelectionPreset,
  options: RunOptions,
): SelectionConfigInput {
  return {
    preset,
    universe: toUniverse(options),
    ...SPANS[preset],
    ...(options.from !== undefined && { from: options.from }),
    ...(options.split !== undefined && { split: options.split }),
    ...(options.to !== undefined && { to: options.to }),
    ...(options.model !== undefined && { model: toModel(preset, options.model) }),
    seed: toNumber('--seed', options.seed),
    settings: toSettings(preset, options.set),
  };
}

function toUniverse({ universe, symbols }: RunOptions): Universe {
  if (universe !== undefined && symbols !== undefined) {
    throw new AppError('INVALID_INPUT', 'give --universe or --symbols, not both');
  }
  if (symbols !== undefined) return splitSymbols(symbols);
  if (universe === 'all' || universe === 'csi300') return universe;
  if (universe !== undefined) return readSymbols(universe);
  throw new AppError(
    'INVALID_INPUT',
    'name the universe: --universe all, --universe csi300, or a file with one symbol a line',
  );
}

/** Symbols of a text file, apart by commas, blanks or lines; `#` starts a comment. */
export function readSymbols(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError(
      'INVALID_INPUT',
      `--universe ${file}: there is no such file to read; write all, csi300 or a file of symbols`,
      { file },
      cause,
    );
  }
  return splitSymbols(text.replace(/#.*$/gm, ''));
}

function toModel(preset: SelectionPreset, text: string): SelectionModel {
  const known = modelsOfPreset(preset);
  const model = known.find((kind) => kind === text);
  if (model !== undefined) return model;
  throw new AppError(
    'INVALID_INPUT',
    `--model ${text}: choose one of ${known.join(', ')} for ${preset}`,
  );
}

/** Features are apart by `;`, and so are the lines of a label. */
function toSettings(preset: SelectionPreset, typed: readonly string[]) {
  const schema = selectionSettingsOf(preset);
  const pairs = readPairs(typed, Object.keys(schema.shape)).map(([key, value]) => {
    if (key === 'features') return [key, String(value).split(';')];
    return [key, value];
  });
  const parsed = schema.partial().safeParse(Object.fromEntries(pairs));
  if (parsed.success) {
    const given = new Set(pairs.map(([key]) => key));
    return Object.fromEntries(Object.entries(parsed.data).filter(([key]) => given.has(key)));
  }
  const [issue] = parsed.error.issues;
  throw new AppError('INVALID_INPUT', `--set ${issue.path.join('.')}: ${issue.message}`);
}
