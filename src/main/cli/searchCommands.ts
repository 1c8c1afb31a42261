import type { Command } from 'commander';
import { assertSameKind } from '#main/jobs/runs/searchedTo.ts';
import type { Input } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { TimingConfigInput } from '#shared/run.ts';
import type { RunConfig } from '#shared/runs.ts';
import { SEARCH_METHODS } from '#shared/searchContract.ts';
import type { SearchMethod } from '#shared/searchContract.ts';
import { chosenFrom } from '#shared/searchRef.ts';
import type { SelectionConfigInput } from '#shared/selection.ts';
import { SELECTION_DEFAULTS } from '#shared/selectionSettings.ts';
import { command, print } from './command.ts';
import type { GlobalOptions } from './command.ts';
import { assertMembers } from './namedSymbols.ts';
import { toNumber, toRunConfig } from './runOptions.ts';
import type { RunOptions } from './runOptions.ts';
import { describeSearch, describeSearches } from './searchOutput.ts';
import { findSelectionPreset, toSelectionConfig } from './selectionOptions.ts';
import { withSession } from './session.ts';
import type { Session } from './session.ts';

interface SearchOptions extends GlobalOptions, RunOptions {
  trials: string;
  epochs: string;
  method: string;
  searchSeed: string;
  parallel: string;
  search?: string;
}

/** `search` and `searches`. */
export function addSearchCommands(program: Command): void {
  const collect = (value: string, before: string[]): string[] => [...before, value];
  command(program, 'search <preset>')
    .description('try settings of a preset on validation folds before its first test bar')
    .option('--trials <n>', 'how many settings are tried', '30')
    .option('--epochs <n>', 'of each trial at most; trees grow treeCount rounds instead', '20')
    .option('--method <name>', SEARCH_METHODS.join(' or '), 'tpe')
    .option('--search-seed <n>', 'of the suggestions', '42')
    .option('--parallel <n>', 'trials under way at once at most; part of the result', '4')
    .option('--symbols <list>', 'separated by commas')
    .option('--universe <list>', 'of a selection: all, csi300, or a file of symbols')
    .option('--from <date>', 'YYYY-MM-DD, the first bar used')
    .option('--split <date>', 'of a selection: the first day that is predicted')
    .option('--to <date>', 'YYYY-MM-DD')
    .option('--model <kind>', 'as for run')
    .option('--seed <n>', 'of training', '0')
    .option('--set <key=value>', 'a setting that all trials share, may be repeated', collect, [])
    .option('--search <name>', 'begin with the best settings of a search, whose trials count too')
    .action(async (preset: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<SearchOptions>();
      const request = toRequest(preset, options);
      await printSearch(options, async (session) => {
        const { config } = request;
        if (config.preset !== 't-timing') await assertMembers(session, config.universe);
        const base =
          options.search === undefined
            ? config
            : await withBestSettings(session, options.search, config);
        return session.call('search.start', { ...request, config: base });
      });
    });
  command(program, 'searches [search]')
    .description('list the stored searches, or show or remove one')
    .option('--remove', 'remove it with its trials')
    .action(async (search: string | undefined, _options: unknown, self: Command) => {
      await showSearches(search, self.optsWithGlobals());
    });
}

async function showSearches(
  search: string | undefined,
  options: GlobalOptions & { remove?: boolean },
): Promise<void> {
  if (search === undefined) {
    const searches = await withSession(options.db, ({ call }) => call('searches.list', {}));
    print(options, { searches }, describeSearches(searches));
  } else if (options.remove) {
    const removed = await withSession(options.db, ({ call }) =>
      call('searches.delete', { search }),
    );
    print(options, removed, removed.deleted ? `${search} was removed` : `there is no ${search}`);
  } else {
    await printSearch(options, () => Promise.resolve({ search }));
  }
}

export const isSearchName = (name: string): boolean => name.startsWith('search-');

/** Goes on with a search and prints it. */
export const resumeSearch = (options: GlobalOptions, search: string): Promise<void> =>
  printSearch(options, ({ call }) => call('search.resume', { search }));

/**
 * A run's config with the best settings of a search where nothing else was typed, and with the number of
 * trials among which they were chosen. Throws INVALID_INPUT where no trial was trained to the end, and
 * where the search tried another preset or model: its settings say nothing about this one.
 */
export async function withBestSettings<C extends TimingConfigInput | SelectionConfigInput>(
  { call }: Session,
  search: string,
  config: C,
) {
  const record = await call('searches.get', { search });
  const { best } = record;
  assertSameKind(search, record.config, { ...config, model: modelOf(config) });
  if (best === null) {
    throw new AppError('INVALID_INPUT', `no trial of ${search} was trained to the end yet`);
  }
  return {
    ...config,
    settings: { ...best.settings, ...config.settings },
    search: chosenFrom(record),
  };
}

const modelOf = (config: TimingConfigInput | SelectionConfigInput): RunConfig['model'] =>
  config.model ??
  (config.preset === 't-timing' ? 'bilstm' : SELECTION_DEFAULTS[config.preset].model);

/** What was typed as a request; ranges are judged by the engine's door. */
function toRequest(preset: string, options: SearchOptions): Input<'search.start'> {
  const selection = findSelectionPreset(preset);
  return {
    config:
      selection === undefined
        ? toRunConfig(preset, options)
        : toSelectionConfig(selection, options),
    trials: toNumber('--trials', options.trials),
    epochs: toNumber('--epochs', options.epochs),
    seed: toNumber('--search-seed', options.searchSeed),
    parallel: toNumber('--parallel', options.parallel),
    method: toMethod(options.method),
  };
}

function toMethod(text: string): SearchMethod {
  const method = SEARCH_METHODS.find((name) => name === text);
  if (method !== undefined) return method;
  throw new AppError('INVALID_INPUT', `--method ${text}: choose ${SEARCH_METHODS.join(' or ')}`);
}

async function printSearch(
  options: GlobalOptions,
  start: (session: Session) => Promise<{ search: string }>,
): Promise<void> {
  const record = await withSession(options.db, async (session) => {
    const { search } = await start(session);
    return session.call('searches.get', { search });
  });
  print(options, record, describeSearch(record, options.db));
}
