import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { EngineProcess, Launcher } from '#main/host/launcher.ts';
import { createNodeLauncher } from '#main/host/nodeChild.ts';
import { createOutputTail } from '#main/host/outputTail.ts';
import { isNodeRecent } from '#main/lib/nodeVersion.ts';

export interface EngineLocation {
  /** Folder that holds node_modules. */
  appPath: string;
  engineFile: string;
  databaseFile: string;
  onOutput: (text: string) => void;
}

/**
 * The engine as a Node child where a Node of its own lies beside the app: the one that its native
 * modules are tested with. Else Electron's own Node, when that is new enough for them.
 */
export function createEngineLauncher(location: EngineLocation): Launcher {
  const { engineFile, databaseFile, onOutput } = location;
  const args = ['--db', databaseFile];
  const node = findNode(location.appPath);
  if (node === null && isNodeRecent(process.versions.node)) {
    return () => launchUtility(engineFile, args, onOutput);
  }
  // Without a Node beside the app, the one in PATH has to do; a failed start says what is missing.
  return createNodeLauncher({ node: node ?? 'node', args: [engineFile, ...args], onOutput });
}

/** What started the app, else the Node that npm put beside it (npm 10 leaves out its link in .bin). */
function findNode(appPath: string): string | null {
  const { platform, arch, env } = process;
  const isWindows = platform === 'win32';
  const folder = `node-${isWindows ? 'win' : platform}-${arch}`;
  const bundled = join(appPath, 'node_modules', folder, 'bin', isWindows ? 'node.exe' : 'node');
  return [env.ZUOT_NODE, bundled].find((file) => file !== undefined && existsSync(file)) ?? null;
}

function launchUtility(
  file: string,
  args: string[],
  onOutput: (text: string) => void,
): EngineProcess {
  const child = utilityProcess.fork(file, args, { stdio: 'pipe', serviceName: 'ZuoT engine' });
  const tail = createOutputTail(onOutput);
  child.stdout?.on('data', tail.add);
  child.stderr?.on('data', tail.add);
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(tail.describe(code, null))),
    kill: (force) => {
      if (force && child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      else child.kill();
    },
  };
}
