import { MODELS, roundsOf } from '#shared/models.ts';
import { timingConfigSchema } from '#shared/run.ts';
import { isTimingConfig } from '#shared/runs.ts';
import type { RunConfig } from '#shared/runs.ts';
import type { SearchRecord, SearchSummary, TrialRecord } from '#shared/searchContract.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { quote, suggest } from './suggest.ts';
import { toTable } from './table.ts';

const figure = (value: number | null): string => value?.toFixed(5) ?? '–';
const setting = (value: number | string | undefined): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : (value ?? '–');

/** The trials, what mattered, and the line that runs the best settings. */
export function describeSearch(record: SearchRecord, db?: string): string {
  const { search, trialsDone, trialsTotal, method, seed, span, folds, trials } = record;
  const names = Object.keys(record.space);
  const row = (trial: TrialRecord): string[] => [
    String(trial.trial),
    ...names.map((name) => setting(trial.settings[name])),
    trial.state,
    String(trial.losses.flat().length),
    figure(trial.value),
    trial.trial === record.best?.trial ? '*' : '',
  ];
  return [
    `${search} · ${record.state} · ${record.config.preset} · ${record.config.model} · ${method} · seed ${seed}`,
    `${trialsDone} of ${trialsTotal} trials${limitOf(record)} on ${folds.length} validation folds within ${span.from} .. ${span.to}; no later bar was read`,
    '',
    toTable([
      [
        'trial',
        ...names,
        'state',
        MODELS[record.config.model].isNetwork ? 'epochs' : 'rounds',
        'value',
        'best',
      ],
      ...trials.map(row),
    ]),
    ...importanceLines(record),
    ...bestLines(record, db),
  ].join('\n');
}

/** How long a trial may train: trees grow as many rounds as their settings say, whatever `epochs` is. */
function limitOf({ config, epochs, space }: SearchRecord): string {
  if (config.model === 'ridge') return '';
  const { treeCount } = space;
  const trees = treeCount?.kind === 'integer' ? treeCount.high : config.settings.treeCount;
  const { unit, most } = roundsOf(config.model, { epochs, treeCount: trees });
  return ` of at most ${most} ${unit}s`;
}

function importanceLines({ importance }: SearchRecord): string[] {
  if (importance.length === 0) return [];
  const parts = importance.map(({ setting: name, share }) => `${name} ${Math.round(100 * share)}%`);
  return ['', `variance of the values explained by: ${parts.join(', ')}`];
}

function bestLines({ search, best, config }: SearchRecord, db: string | undefined): string[] {
  if (best === null) return ['', 'no trial was trained to the end yet'];
  // What was searched comes with the search; typed beside it, it would be typed twice.
  const typed = Object.entries(typedSettings(config))
    .filter(([name]) => !(name in best.settings))
    .map(toOption);
  const words = [`run ${config.preset}`, runOptions(config), ...typed, `--search ${search}`];
  return [
    '',
    `best: trial ${best.trial} with a mean validation loss of ${figure(best.value)}; run it with`,
    suggest(words.join(' '), db),
  ];
}

/** Settings that are not the defaults of the config's preset and model. */
function typedSettings(config: RunConfig): Record<string, unknown> {
  const plain = { ...config, settings: {} };
  const { settings } = isTimingConfig(config)
    ? timingConfigSchema.parse(plain)
    : selectionConfigSchema.parse(plain);
  const defaults = new Map<string, unknown>(Object.entries(settings));
  const isTyped = ([name, value]: [string, unknown]): boolean =>
    JSON.stringify(value) !== JSON.stringify(defaults.get(name));
  return Object.fromEntries(Object.entries(config.settings).filter(isTyped));
}

function toOption([name, value]: [string, unknown]): string {
  const pair = `${name}=${Array.isArray(value) ? value.join(';') : String(value)}`;
  return `--set ${quote(pair)}`;
}

function runOptions(config: RunConfig): string {
  const { from, to, model, seed } = config;
  if (isTimingConfig(config)) {
    return `--symbols ${config.symbols.join(',')} --from ${from} --to ${to} --model ${model} --seed ${seed}`;
  }
  const { universe, split } = config;
  const named = Array.isArray(universe)
    ? `--symbols ${universe.join(',')}`
    : `--universe ${universe}`;
  return `${named} --from ${from} --split ${split} --to ${to} --model ${model} --seed ${seed}`;
}

/** One line a search, newest first. */
export const describeSearches = (searches: readonly SearchSummary[]): string =>
  searches.length === 0
    ? 'no searches yet'
    : toTable([
        ['search', 'state', 'preset', 'model', 'method', 'trials', 'best'],
        ...searches.map((each) => [
          each.search,
          each.state,
          each.config.preset,
          each.config.model,
          each.method,
          `${each.trialsDone}/${each.trialsTotal}`,
          figure(each.best?.value ?? null),
        ]),
      ]);
