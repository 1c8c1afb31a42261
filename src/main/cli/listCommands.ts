import type { Command } from 'commander';
import { parseSymbol } from '#main/market/symbol.ts';
import type { Input, Output } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import { INSTRUMENT_PARTS } from '#shared/instrumentContract.ts';
import { command, print, throwFirst } from './command.ts';
import type { GlobalOptions } from './command.ts';
import { toSources } from './dataOptions.ts';
import {
  describeCalendar,
  describeFindings,
  describeInstruments,
  describeParts,
  describeSources,
  describeWatchlist,
} from './dataOutput.ts';
import { splitSymbols } from './runOptions.ts';
import { withSession } from './session.ts';
import type { Session } from './session.ts';

/** `health`, `instruments`, `calendar`, `sources` and `watch`. */
export function addListCommands(program: Command): void {
  addHealth(program);
  addInstruments(program);
  addCalendar(program);
  addSources(program);
  addWatch(program);
}

interface HealthOptions extends GlobalOptions {
  check?: boolean;
  all?: boolean;
  dismiss?: string;
}

function addHealth(program: Command): void {
  command(program, 'health [symbol]')
    .description('what looks wrong about the stored bars')
    .option('--check', 'look at all bars again first')
    .option('--all', 'dismissed findings too')
    .option('--dismiss <numbers>', 'findings that are all right, separated by commas')
    .action(async (typed: string | undefined, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<HealthOptions>();
      const symbol = typed === undefined ? undefined : parseSymbol(typed);
      const findings = await withSession(options.db, async ({ call }) => {
        if (options.check) await call('health.check', symbol ? { symbols: [symbol] } : {});
        const dismissed = toNumbers(options.dismiss);
        if (dismissed.length > 0) await call('health.dismiss', { findings: dismissed });
        return call('health.list', { symbol, state: options.all ? 'all' : 'open' });
      });
      print(options, { findings }, describeFindings(findings));
    });
}

function toNumbers(text: string | undefined): number[] {
  if (text === undefined) return [];
  return text.split(',').map((word) => {
    const number = Number(word);
    if (word.trim() !== '' && Number.isInteger(number)) return number;
    throw new AppError('INVALID_INPUT', `--dismiss ${word}: not the number of a finding`);
  });
}

interface InstrumentOptions extends GlobalOptions {
  update?: string;
  source?: string;
}

function addInstruments(program: Command): void {
  command(program, 'instruments [text]')
    .description('find instruments by code, name or pinyin initials; without a text, those stored')
    .option(
      '--update <parts>',
      `refresh first: ${INSTRUMENT_PARTS.join(', ')}, separated by commas`,
    )
    .option('--source <names>', 'whom to ask, in this order (default: the settings)')
    .action(async (text: string | undefined, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<InstrumentOptions>();
      const { parts, instruments } = await withSession(options.db, async (session) => {
        const parts = await updateLists(session, options);
        if (parts.length > 0 && text === undefined) return { parts, instruments: null };
        const instruments =
          text === undefined
            ? await session.call('instruments.list', {})
            : await session.call('instruments.search', { text });
        return { parts, instruments };
      });
      const found = instruments === null ? [] : [describeInstruments(instruments, options.db)];
      const lines = [...(parts.length > 0 ? [describeParts(parts)] : []), ...found].join('\n');
      print(options, { parts, instruments: instruments ?? [] }, lines);
      throwFirst(options, parts);
    });
}

/** What came of each part; none where nothing was to be refreshed. */
async function updateLists(
  { call }: Session,
  { update, source }: InstrumentOptions,
): Promise<Output<'instruments.update'>> {
  if (update === undefined) return [];
  const parts = update.split(',').map((word) => {
    const part = INSTRUMENT_PARTS.find((name) => name === word.trim());
    if (part !== undefined) return part;
    throw new AppError(
      'INVALID_INPUT',
      `--update ${word}: choose of ${INSTRUMENT_PARTS.join(', ')}`,
    );
  });
  return call('instruments.update', { parts, sources: toSources(source) });
}

function addCalendar(program: Command): void {
  command(program, 'calendar')
    .description('the trading days that are stored')
    .option('--update', 'download them first')
    .option('--source <names>', 'whom to ask, in this order (default: the settings)')
    .option('--from <date>', 'YYYY-MM-DD', `${new Date().getFullYear()}-01-01`)
    .option('--to <date>', 'YYYY-MM-DD', `${new Date().getFullYear()}-12-31`)
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<
        GlobalOptions & { update?: boolean; source?: string; from: string; to: string }
      >();
      const { from, to } = options;
      const calendar = await withSession(options.db, async ({ call }) => {
        if (options.update) await call('calendar.update', { sources: toSources(options.source) });
        return call('calendar.get', { from, to });
      });
      print(options, calendar, describeCalendar(calendar, options.db));
    });
}

function addSources(program: Command): void {
  command(program, 'sources')
    .description('what each source serves, and whether it may be asked')
    .option('--test <names>', 'ask these for a sign of life')
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { test?: string }>();
      const tests: ({ source: string } & { isReachable: boolean; note: string })[] = [];
      const sources = await withSession(options.db, async ({ call }) => {
        for (const source of toSources(options.test) ?? []) {
          tests.push({ source, ...(await call('source.test', { source })) });
        }
        return call('sources.list', {});
      });
      print(options, { sources, tests }, describeSources(sources, tests));
      if (tests.some(({ isReachable }) => !isReachable)) process.exitCode = 1;
    });
}

interface WatchOptions extends GlobalOptions {
  add?: string;
  remove?: string;
  prices?: boolean;
}

function addWatch(program: Command): void {
  command(program, 'watch')
    .description('the watchlist with the last known prices')
    .option('--add <symbols>', 'put at the end, separated by commas')
    .option('--remove <symbols>', 'take off, separated by commas')
    .option('--prices', 'ask for the prices now')
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<WatchOptions>();
      const { entries, spot } = await withSession(options.db, async ({ call }) => {
        const stored = await call('watchlist.get', {});
        const change = changeWatchlist(stored, options);
        const entries = change ? await call('watchlist.set', { entries: change }) : stored;
        const spot = await call(options.prices ? 'spot.refresh' : 'spot.get', {});
        return { entries, spot };
      });
      print(options, { entries, spot }, describeWatchlist(entries, spot, options.db));
    });
}

type Entries = Input<'watchlist.set'>['entries'];

/** The new list without names, which it does not take; null when nothing was asked for. */
function changeWatchlist(
  stored: readonly (Entries[number] & { name: string })[],
  { add, remove }: WatchOptions,
): Entries | null {
  if (add === undefined && remove === undefined) return null;
  const gone = new Set(splitSymbols(remove ?? ''));
  const kept = stored
    .filter(({ symbol }) => !gone.has(symbol))
    .map(({ symbol, baseShares, baseCost, note }) => ({ symbol, baseShares, baseCost, note }));
  return [...kept, ...splitSymbols(add ?? '').map((symbol) => ({ symbol }))];
}
