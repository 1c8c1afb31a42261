import type { Command } from 'commander';
import { command, print } from './command.ts';
import type { GlobalOptions } from './command.ts';
import { isDownloadName, resumeDownload } from './dataCommands.ts';
import { describeReport, describeRuns } from './output.ts';
import { writePage } from './pageFile.ts';
import { toRunConfig } from './runOptions.ts';
import type { RunOptions } from './runOptions.ts';
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
  command(program, 'resume <name>')
    .description('go on with an interrupted, cancelled or failed run, or with a download')
    .action(async (name: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      if (isDownloadName(name)) await resumeDownload(options, name);
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
