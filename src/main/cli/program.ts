import { Command } from 'commander';
import packageJson from '#package.json' with { type: 'json' };
import { AppError } from '#shared/errors.ts';
import { command, print, withGlobalOptions } from './command.ts';
import type { GlobalOptions } from './command.ts';
import { addDataCommands } from './dataCommands.ts';
import { runDoctor } from './doctor.ts';
import { addListCommands } from './listCommands.ts';
import { addRunCommands } from './runCommands.ts';
import { addSearchCommands } from './searchCommands.ts';
import { addSelectionCommands } from './selectionCommands.ts';
import { addToolkitCommands } from './toolkitCommands.ts';

/** The commands of `npm run zuot -- …`; each is a call of the same contract as the window's. */
export function createProgram(): Command {
  const program = withGlobalOptions(new Command('zuot'))
    .description('ZuoT 做T台 on the command line')
    .version(packageJson.version)
    .exitOverride((error) => {
      if (error.exitCode === 0) process.exit(0);
      // The help that lists the commands is printed by then.
      if (error.code === 'commander.help') {
        throw new AppError('INVALID_INPUT', 'name one of the commands listed above');
      }
      throw new AppError('INVALID_INPUT', error.message.replace(/^error: /, ''));
    })
    .configureOutput({ outputError: () => undefined });
  addDataCommands(program);
  addListCommands(program);
  addRunCommands(program);
  addSelectionCommands(program);
  addSearchCommands(program);
  addToolkitCommands(program);
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
