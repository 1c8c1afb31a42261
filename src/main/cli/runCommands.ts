import type { Command } from 'commander';
import { MODEL_KINDS, SELECTION_MODELS } from '#shared/models.ts';
import type { TimingConfigInput } from '#shared/run.ts';
import type { SelectionConfigInput } from '#shared/selection.ts';
import { SELECTION_PRESETS } from '#shared/selectionSettings.ts';
import { command, print } from './command.ts';
import type { GlobalOptions } from './command.ts';
import { isDownloadName, resumeDownload } from './dataCommands.ts';
import { assertMembers } from './namedSymbols.ts';
import { describeRuns } from './output.ts';
import { writePage } from './pageFile.ts';
import { toRunConfig } from './runOptions.ts';
import type { RunOptions } from './runOptions.ts';
import { isSearchName, resumeSearch, withBestSettings } from './searchCommands.ts';
import { findSelectionPreset, toSelectionConfig } from './selectionOptions.ts';
import { describeRun } from './selectionOutput.ts';
import { withSession } from './session.ts';
import type { Session } from './session.ts';

/** `run`, `resume`, `runs` and `report`. */
export function addRunCommands(program: Command): void {
  addRunCommand(program);
  addReportCommand(program);
}

function addRunCommand(program: Command): void {
  const collect = (value: string, before: string[]): string[] => [...before, value];
  command(program, 'run <preset>')
    .description(`train, backtest and report: t-timing, ${SELECTION_PRESETS.join(', ')}`)
    .option('--symbols <list>', 'separated by commas')
    .option('--universe <list>', 'of a selection: all, csi300, or a file of symbols')
    .option('--from <date>', 'YYYY-MM-DD, the first bar used')
    .option('--split <date>', 'of a selection: the first day that is predicted')
    .option('--to <date>', 'YYYY-MM-DD')
    .option(
      '--model <kind>',
      `${MODEL_KINDS.join(', ')}; of a selection ${SELECTION_MODELS.join(', ')}`,
    )
    .option('--seed <n>', 'of every random number', '0')
    .option('--set <key=value>', 'a setting, may be repeated', collect, [])
    .option('--search <name>', 'take the best settings of a search, and say so in the report')
    .action(async (preset: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & RunOptions & { search?: string }>();
      await printRun(options, prepareRun(preset, options));
    });
  command(program, 'resume <name>')
    .description('go on with an interrupted, cancelled or failed run or search, or with a download')
    .action(async (name: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      if (isDownloadName(name)) await resumeDownload(options, name);
      else if (isSearchName(name)) await resumeSearch(options, name);
      else await printRun(options, ({ call }) => call('run.resume', { run: name }));
    });
  command(program, 'runs')
    .description('list the stored runs')
    .action(async (_options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const runs = await withSession(options.db, ({ call }) => call('runs.list', {}));
      print(options, { runs }, describeRuns(runs));
    });
}

/** What was typed is read before a database is opened, or made. */
function prepareRun(
  preset: string,
  options: RunOptions & { search?: string },
): (session: Session) => Promise<{ run: string }> {
  const { search } = options;
  const complete = async <C extends TimingConfigInput | SelectionConfigInput>(
    session: Session,
    config: C,
  ): Promise<C> => (search === undefined ? config : withBestSettings(session, search, config));
  const selection = findSelectionPreset(preset);
  if (selection === undefined) {
    const config = toRunConfig(preset, options);
    return async (session) => session.call('run.timing', await complete(session, config));
  }
  const config = toSelectionConfig(selection, options);
  return async (session) => {
    await assertMembers(session, config.universe);
    return session.call('run.select', await complete(session, config));
  };
}

async function printRun(
  options: GlobalOptions,
  start: (session: Session) => Promise<{ run: string }>,
): Promise<void> {
  const report = await withSession(options.db, async (session) => {
    const { run } = await start(session);
    return session.call('runs.get', { run });
  });
  print(options, report, describeRun(report));
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
        print(options, report, describeRun(report));
        return;
      }
      const page = await withSession(options.db, ({ call }) => call('runs.exportHtml', { run }));
      writePage(html, page.html, options.db);
      print(options, { run, html }, `written to ${html}`);
    });
}
