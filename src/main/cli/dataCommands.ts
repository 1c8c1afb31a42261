import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defaultDatabaseFile } from '#main/lib/dataLocation.ts';
import { parseSymbol } from '#main/market/symbol.ts';
import { restoreDatabase } from '#main/store/restore.ts';
import type { DownloadOutcome } from '#shared/dataContract.ts';
import { AppError } from '#shared/errors.ts';
import { command, print, throwFirst } from './command.ts';
import type { GlobalOptions } from './command.ts';
import { toPeriods, toSources } from './dataOptions.ts';
import {
  describeDownload,
  describeDownloads,
  describeExport,
  describeImports,
} from './dataOutput.ts';
import { namedSymbols } from './namedSymbols.ts';
import { splitSymbols } from './runOptions.ts';
import { withSession } from './session.ts';
import type { Session } from './session.ts';

/** `import`, `update`, `minutes`, `downloads`, `export`, `backup` and `restore`. */
export function addDataCommands(program: Command): void {
  addImport(program);
  addUpdate(program);
  addMinutes(program);
  addDownloads(program);
  addExport(program);
  addBackup(program);
}

export const isDownloadName = (name: string): boolean => /^(daily|minutes)-[0-9a-f]{8}$/.test(name);

/** Goes on with a download, and prints it as the command that began it. */
export const resumeDownload = (options: GlobalOptions, download: string): Promise<void> =>
  printDownload(options, ({ call }) => call('downloads.resume', { download }));

async function printDownload(
  options: GlobalOptions,
  start: (session: Session) => Promise<DownloadOutcome>,
): Promise<void> {
  const outcome = await withSession(options.db, start);
  print(options, outcome, describeDownload(outcome, options.db));
  throwFirst(options, outcome.symbols);
}

function addImport(program: Command): void {
  command(program, 'import <path...>')
    .description('daily or minute bars from CSV files or folders')
    .option('--symbol <symbol>', 'where the file name does not tell it')
    .action(async (paths: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { symbol?: string }>();
      const symbol = options.symbol === undefined ? undefined : parseSymbol(options.symbol);
      const files = await withSession(options.db, ({ call }) =>
        call('bars.importPaths', { paths, symbol }),
      );
      print(options, { files }, describeImports(files));
      throwFirst(options, files);
    });
}

interface UpdateOptions extends GlobalOptions {
  from?: string;
  to?: string;
  source?: string;
  url?: string;
  list?: string;
  full?: boolean;
}

function addUpdate(program: Command): void {
  command(program, 'update [symbols...]')
    .description('download daily bars and adjust factors; without symbols, those of the watchlist')
    .option('--list <name>', 'watchlist, csi300 or stored')
    .option('--source <names>', 'whom to ask, in this order (default: the settings)')
    .option('--from <date>', 'YYYY-MM-DD (default: the listing)')
    .option('--to <date>', 'YYYY-MM-DD (default: today)')
    .option('--full', 'the whole span anew, not only what is missing')
    .option('--url <address>', 'of AKTools (default: the settings)')
    .action(async (typed: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<UpdateOptions>();
      const { from, to, url } = options;
      const sources = toSources(options.source);
      const named = splitSymbols(typed.join(' '));
      const mode = options.full === true ? 'full' : 'tail';
      await printDownload(options, async (session) => {
        const symbols = await namedSymbols(session, named, options.list);
        return session.call('bars.update', { symbols, sources, url, from, to, mode });
      });
    });
}

function addMinutes(program: Command): void {
  command(program, 'minutes [symbols...]')
    .description('download minute bars; without symbols, those of the watchlist')
    .option('--list <name>', 'watchlist, csi300 or stored')
    .option('--source <names>', 'whom to ask, in this order (default: the settings)')
    .option('--period <minutes>', '1, 5, 15, 30, 60, separated by commas', '5')
    .action(async (typed: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<UpdateOptions & { period: string }>();
      const sources = toSources(options.source);
      const periods = toPeriods(options.period);
      const named = splitSymbols(typed.join(' '));
      await printDownload(options, async (session) => {
        const symbols = await namedSymbols(session, named, options.list);
        return session.call('minutes.update', { symbols, sources, periods });
      });
    });
}

function addDownloads(program: Command): void {
  command(program, 'downloads')
    .description('list the downloads; go on with one by `resume`')
    .option('--remove <name>', 'forget one; its bars stay')
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { remove?: string }>();
      const download = options.remove;
      const downloads = await withSession(options.db, async ({ call }) => {
        if (download !== undefined) await removeDownload(call, download);
        return call('downloads.list', {});
      });
      print(options, { downloads }, describeDownloads(downloads));
    });
}

async function removeDownload(call: Session['call'], download: string): Promise<void> {
  const { removed } = await call('downloads.remove', { download });
  if (!removed) throw new AppError('INVALID_INPUT', `download ${download} does not exist`);
}

function addExport(program: Command): void {
  command(program, 'export <folder> [symbols...]')
    .description('raw bars with factors as CSV, one file a symbol; without symbols, all stored')
    .option('--minutes <periods>', 'minute bars too: 1, 5, 15, 30, 60')
    .action(async (folder: string, typed: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { minutes?: string }>();
      const minutes = options.minutes === undefined ? [] : toPeriods(options.minutes);
      const named = splitSymbols(typed.join(' '));
      const { files, symbols } = await withSession(options.db, async (session) => {
        const list = named.length === 0 ? 'stored' : undefined;
        const symbols = await namedSymbols(session, named, list);
        const input = { symbols, folder: resolve(folder), minutes };
        return { symbols, ...(await session.call('bars.export', input)) };
      });
      print(options, { files }, describeExport(files, symbols, minutes));
    });
}

function addBackup(program: Command): void {
  command(program, 'backup <file>')
    .description('copy the whole database, also while the app works on it')
    .action(async (file: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const copy = await withSession(options.db, ({ call }) =>
        call('store.backup', { file: resolve(file) }),
      );
      print(options, copy, `${copy.file}: ${copy.bytes} bytes`);
    });
  command(program, 'restore <file>')
    .description('put a backup in the place of the database, which is kept aside')
    .action(async (file: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      // Without a session: the database may be too damaged to open.
      const restored = await restoreDatabase(options.db ?? defaultDatabaseFile(), resolve(file));
      print(options, restored, `restored; what was there before lies in ${restored.before}`);
    });
}
