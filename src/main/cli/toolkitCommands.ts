import type { Command } from 'commander';
import { parseSymbol } from '#main/market/symbol.ts';
import { command, print } from './command.ts';
import type { GlobalOptions } from './command.ts';
import { withSession } from './session.ts';
import { isSimulatedRun } from './simulated.ts';
import { describeExplanation, describeMonitor } from './toolkitOutput.ts';

interface ExplainOptions extends GlobalOptions {
  date: string;
  symbol?: string;
}

/** `monitor` and `explain`. */
export function addToolkitCommands(program: Command): void {
  command(program, 'monitor <run>')
    .description('whether a finished run has drifted on the bars stored since')
    .action(async (run: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const [found, isSimulated] = await withSession(options.db, async (session) => [
        await session.call('runs.monitor', { run }),
        await isSimulatedRun(session, run),
      ]);
      print(options, { ...found, isSimulated }, describeMonitor(found, isSimulated));
    });
  command(program, 'explain <run>')
    .description("what each input contributes to one day's probability, and to all of them")
    .requiredOption('--date <date>', 'YYYY-MM-DD, a bar that the run has predicted')
    .option('--symbol <symbol>', "default: the run's first")
    .action(async (run: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<ExplainOptions>();
      const { date } = options;
      const symbol = options.symbol === undefined ? undefined : parseSymbol(options.symbol);
      const found = await withSession(options.db, ({ call }) =>
        call('runs.explain', { run, date, symbol }),
      );
      print(options, found, describeExplanation(found));
    });
}
