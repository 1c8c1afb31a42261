import { parseSymbol } from '#main/market/symbol.ts';
import { MODEL_KINDS } from '#shared/domain.ts';
import type { ModelKind } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import type { TimingConfigInput } from '#shared/run.ts';

export interface RunOptions {
  symbols: string;
  from: string;
  to: string;
  model: string;
  seed: string;
  set: string[];
}

/** What was typed as a config; ranges are judged by the engine's door. */
export function toRunConfig(preset: string, options: RunOptions): TimingConfigInput {
  if (preset !== 't-timing') {
    throw new AppError('INVALID_INPUT', `unknown preset ${preset}; there is: t-timing`);
  }
  return {
    preset,
    symbols: splitSymbols(options.symbols),
    from: options.from,
    to: options.to,
    model: toModel(options.model),
    seed: toNumber('--seed', options.seed),
    settings: toSettings(options.set),
  };
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

/** `key=value` pairs over the known settings; texts that look like numbers become numbers. */
function toSettings(pairs: readonly string[]): TimingConfigInput['settings'] {
  const known = Object.keys(timingSettingsSchema.shape);
  const entries = pairs.map((pair): [string, string | number] => {
    const match = /^([^=]+)=(.*)$/.exec(pair);
    if (!match) throw new AppError('INVALID_INPUT', `--set ${pair}: write key=value`);
    const [, key, value] = match;
    if (!known.includes(key)) {
      throw new AppError('INVALID_INPUT', `--set ${key}: unknown; known are ${known.join(', ')}`);
    }
    if (key === 'benchmark') return [key, parseSymbol(value)];
    return [key, value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value];
  });
  const parsed = timingSettingsSchema.partial().safeParse(Object.fromEntries(entries));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError('INVALID_INPUT', `--set ${issue.path.join('.')}: ${issue.message}`);
  }
  return parsed.data;
}

function toNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new AppError('INVALID_INPUT', `${name} ${text}: not a number`);
  }
  return value;
}
