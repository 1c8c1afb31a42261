import type { Command } from 'commander';
import { parseSymbol } from '#main/market/symbol.ts';
import { command, print } from './command.ts';
import type { GlobalOptions } from './command.ts';
import { withSession } from './session.ts';
import { isSimulatedRun } from './simulated.ts';
import { describeExplanation } from './explainOutput.ts';
import { describeMonitor } from './toolkitOutput.ts';

interface ExplainOptions extends GlobalOptions {
  date: string;
  symbol?: string;
  importance: boolean;
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
    .description("what each input contributes to one day's prediction, and to all of them")
    .requiredOption('--date <date>', 'YYYY-MM-DD, a bar that the run has predicted')
    .option('--symbol <symbol>', "default: the run's first; of a cross-section the day's best")
    .option('--no-importance', 'without what each input is worth over the test part')
    .action(async (run: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<ExplainOptions>();
      const { date, importance } = options;
      const symbol = options.symbol === undefined ? undefined : parseSymbol(options.symbol);
      const [found, shuffled] = await withSession(options.db, async ({ call }) => [
        await call('runs.explain', { run, date, symbol }),
        importance ? await call('runs.importance', { run, symbol }) : null,
      ]);
      print(options, { ...found, importance: shuffled }, describeExplanation(found, shuffled));
    });
}
