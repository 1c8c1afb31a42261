import { parseSymbol } from '#main/market/symbol.ts';
import { MODEL_KINDS } from '#shared/domain.ts';
import type { ModelKind } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import type { TimingConfigInput } from '#shared/run.ts';
import { SELECTION_PRESETS } from '#shared/selectionSettings.ts';
import { nearest } from './suggest.ts';

export interface RunOptions {
  symbols?: string;
  universe?: string;
  from?: string;
  split?: string;
  to?: string;
  model?: string;
  seed: string;
  set: string[];
}

/** What was typed as a config; ranges are judged by the engine's door. */
export function toRunConfig(preset: string, options: RunOptions): TimingConfigInput {
  if (preset !== 't-timing') {
    const known = ['t-timing', ...SELECTION_PRESETS].join(', ');
    throw new AppError('INVALID_INPUT', `unknown preset ${preset}; there is: ${known}`);
  }
  return {
    preset,
    symbols: splitSymbols(required('--symbols <list>', options.symbols)),
    from: required('--from <date>', options.from),
    to: required('--to <date>', options.to),
    model: toModel(options.model ?? 'bilstm'),
    seed: toNumber('--seed', options.seed),
    settings: toSettings(options.set),
  };
}

function required(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new AppError('INVALID_INPUT', `required option '${name}' not specified`);
}

/** Symbols typed in any usual form, apart by commas or blanks; throws INVALID_INPUT on another word. */
export const splitSymbols = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(parseSymbol);

function toModel(text: string): ModelKind {
  const model = MODEL_KINDS.find((kind) => kind === text);
  if (model !== undefined) return model;
  throw new AppError('INVALID_INPUT', `--model ${text}: choose one of ${MODEL_KINDS.join(', ')}`);
}

function toSettings(pairs: readonly string[]): TimingConfigInput['settings'] {
  const entries = readPairs(pairs, Object.keys(timingSettingsSchema.shape));
  const parsed = timingSettingsSchema.partial().safeParse(Object.fromEntries(entries));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError('INVALID_INPUT', `--set ${issue.path.join('.')}: ${issue.message}`);
  }
  // A schema fills in defaults even where it is partial: only what was typed is said.
  const given = new Set(entries.map(([key]) => key));
  return Object.fromEntries(Object.entries(parsed.data).filter(([key]) => given.has(key)));
}

/** `key=value` pairs over known keys; texts that look like numbers or flags become those, a benchmark a symbol. */
export function readPairs(
  pairs: readonly string[],
  known: readonly string[],
): [string, string | number | boolean][] {
  return pairs.map((pair) => {
    const match = /^([^=]+)=(.*)$/s.exec(pair);
    if (!match) throw new AppError('INVALID_INPUT', `--set ${pair}: write key=value`);
    const [, key, value] = match;
    if (!known.includes(key)) {
      const meant = nearest(key, known);
      const hint = meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`;
      throw new AppError('INVALID_INPUT', `--set ${key}: unknown; ${hint}`);
    }
    if (key === 'benchmark') return [key, parseSymbol(value)];
    if (value === 'true' || value === 'false') return [key, value === 'true'];
    return [key, value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value];
  });
}

export function toNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new AppError('INVALID_INPUT', `${name} ${text}: not a number`);
  }
  return value;
}
