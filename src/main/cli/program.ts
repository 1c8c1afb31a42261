import { Command } from 'commander';
import packageJson from '#package.json' with { type: 'json' };
import { parseSymbol } from '#main/market/symbol.ts';
import { AppError, fromErrorRecord } from '#shared/errors.ts';
import type { ErrorRecord } from '#shared/errors.ts';
import { runDoctor } from './doctor.ts';
import { describeImports, describeReport, describeRuns, describeUpdates } from './output.ts';
import { splitSymbols, toRunConfig } from './runOptions.ts';
import type { RunOptions } from './runOptions.ts';
import { writePage } from './pageFile.ts';
import { withSession } from './session.ts';
import type { Session } from './session.ts';

interface GlobalOptions {
  db?: string;
  json?: boolean;
}

/** The commands of `npm run zuot -- …`; each is a call of the same contract as the window's. */
export function createProgram(): Command {
  const program = withGlobalOptions(new Command('zuot'))
    .description('ZuoT 做T台 on the command line')
    .version(packageJson.version)
    .exitOverride((error) => {
      if (error.exitCode === 0) process.exit(0);
      throw new AppError('INVALID_INPUT', error.message.replace(/^error: /, ''));
    })
    .configureOutput({ outputError: () => undefined });
  addBarCommands(program);
  addRunCommands(program);
  addReportCommand(program);
  command(program, 'doctor')
    .description('check database, native TensorFlow and Node, and say what to mend')
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const { isHealthy, text, record } = await runDoctor(options.db);
      print(options, record, text);
      if (!isHealthy) process.exitCode = 1;
    });
  return program;
}

/** A subcommand that also takes the global options behind its own. */
const command = (program: Command, usage: string): Command =>
  withGlobalOptions(program.command(usage));

function withGlobalOptions(command: Command): Command {
  return command
    .option('--db <file>', 'database file (default: the one of the app)')
    .option('--json', 'one JSON object on stdout');
}

function addBarCommands(program: Command): void {
  command(program, 'import <path...>')
    .description('daily bars from CSV files or folders')
    .option('--symbol <symbol>', 'where the file name does not tell it')
    .action(async (paths: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { symbol?: string }>();
      const symbol = options.symbol === undefined ? undefined : parseSymbol(options.symbol);
      const files = await withSession(options.db, ({ call }) =>
        call('bars.importPaths', { paths, symbol }),
      );
      print(options, { files }, describeImports(files));
      throwFirst(files);
    });
  command(program, 'update <symbol...>')
    .description('download bars and adjust factors')
    .requiredOption('--from <date>', 'YYYY-MM-DD')
    .requiredOption('--to <date>', 'YYYY-MM-DD')
    .option('--source <name>', 'aktools', 'aktools')
    .option('--url <address>', 'of the source (default: the one in the settings)')
    .action(async (typed: string[], _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & UpdateOptions>();
      if (options.source !== 'aktools') {
        throw new AppError('INVALID_INPUT', `--source ${options.source}: there is aktools`);
      }
      const symbols = splitSymbols(typed.join(' '));
      const { url, from, to } = options;
      const outcomes = await withSession(options.db, ({ call }) =>
        call('bars.update', { source: 'aktools', url, symbols, from, to }),
      );
      print(options, { symbols: outcomes }, describeUpdates(outcomes));
      throwFirst(outcomes);
    });
}

interface UpdateOptions {
  from: string;
  to: string;
  source: string;
  url?: string;
}

function addRunCommands(program: Command): void {
  const collect = (value: string, before: string[]): string[] => [...before, value];
  command(program, 'run <preset>')
    .description('train walk-forward, backtest and report; the preset is t-timing')
    .requiredOption('--symbols <list>', 'separated by commas')
    .requiredOption('--from <date>', 'YYYY-MM-DD, the first bar used')
    .requiredOption('--to <date>', 'YYYY-MM-DD')
    .option('--model <kind>', 'bilstm, transformer or logistic', 'bilstm')
    .option('--seed <n>', 'of every random number', '0')
    .option('--set <key=value>', 'a setting, may be repeated', collect, [])
    .action(async (preset: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & RunOptions>();
      const config = toRunConfig(preset, options);
      await printRun(options, ({ call }) => call('run.timing', config));
    });
  command(program, 'resume <run>')
    .description('go on with an interrupted, cancelled or failed run')
    .action(async (run: string, _options: unknown, self: Command) => {
      await printRun(self.optsWithGlobals<GlobalOptions>(), ({ call }) =>
        call('run.resume', { run }),
      );
    });
  command(program, 'runs')
    .description('list the stored runs')
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const runs = await withSession(options.db, ({ call }) => call('runs.list', {}));
      print(options, { runs }, describeRuns(runs));
    });
}

async function printRun(
  options: GlobalOptions,
  start: (session: Session) => Promise<{ run: string }>,
): Promise<void> {
  const report = await withSession(options.db, async (session) => {
    const { run } = await start(session);
    return session.call('runs.get', { run });
  });
  print(options, report, describeReport(report));
}

function addReportCommand(program: Command): void {
  command(program, 'report <run>')
    .description('print a stored report, or write it as a page of its own')
    .option('--html <file>', 'write HTML to this file')
    .action(async (run: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { html?: string }>();
      const { html } = options;
      if (html === undefined) {
        const report = await withSession(options.db, ({ call }) => call('runs.get', { run }));
        print(options, report, describeReport(report));
        return;
      }
      const page = await withSession(options.db, ({ call }) => call('runs.exportHtml', { run }));
      writePage(html, page.html, options.db);
      print(options, { run, html }, `written to ${html}`);
    });
}

function print(options: GlobalOptions, record: object, text: string): void {
  process.stdout.write(options.json ? `${JSON.stringify(record)}\n` : `${text}\n`);
}

/** Partial failure is failure: what went well is kept and printed, the exit status tells the rest. */
function throwFirst(outcomes: readonly { error: ErrorRecord | null }[]): void {
  const failed = outcomes.find(({ error }) => error !== null);
  if (failed?.error) throw fromErrorRecord(failed.error);
}
