import type { Command } from 'commander';
import { command, print } from './command.ts';
import type { GlobalOptions } from './command.ts';
import { splitSymbols } from './runOptions.ts';
import { describeFactor, describeRanking } from './selectionOutput.ts';
import { withSession } from './session.ts';
import { areSimulated, isSimulatedRun } from './simulated.ts';

interface FactorOptions extends GlobalOptions {
  symbols: string;
  from?: string;
  to?: string;
}

/** `factor eval` and `rank`. */
export function addSelectionCommands(program: Command): void {
  const factor = command(program, 'factor').description('expressions over stored bars');
  command(factor, 'eval <expression>')
    .description('values of an expression on every bar')
    .requiredOption('--symbols <list>', 'separated by commas')
    .option('--from <date>', 'YYYY-MM-DD')
    .option('--to <date>', 'YYYY-MM-DD')
    .action(async (text: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<FactorOptions>();
      const { from, to } = options;
      const symbols = splitSymbols(options.symbols);
      const [values, isSimulated] = await withSession(options.db, async (session) => [
        await session.call('factor.evaluate', { text, symbols, from, to }),
        await areSimulated(session, symbols),
      ]);
      print(options, { ...values, isSimulated }, describeFactor(values, isSimulated));
    });
  command(program, 'rank <run>')
    .description('the ranking of a cross-sectional run at the close of a date')
    .option('--date <date>', 'YYYY-MM-DD (default: the last one)')
    .action(async (run: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions & { date?: string }>();
      const [ranking, isSimulated] = await withSession(options.db, async (session) => [
        await session.call('runs.rank', { run, date: options.date }),
        await isSimulatedRun(session, run),
      ]);
      print(options, { ...ranking, isSimulated }, describeRanking(ranking, isSimulated));
    });
}
