import { spawn } from 'node:child_process';
import type { EngineProcess, Launcher } from './launcher.ts';
import { createOutputTail } from './outputTail.ts';

export interface NodeChildOptions {
  /** Absolute path of a Node that `isNodeRecent`; entries in TypeScript need 22.18. */
  node: string;
  /** The engine's entry file and its arguments. */
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** Gets what the engine prints; it is also the source of its last words. */
  onOutput?: (text: string) => void;
}

/** Launches the engine as a Node process with a JSON message channel. */
export function createNodeLauncher(options: NodeChildOptions): Launcher {
  return () => launchNodeChild(options);
}

function launchNodeChild({ node, args, env, onOutput }: NodeChildOptions): EngineProcess {
  const child = spawn(node, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Plain JSON: the two ends may be Node versions whose binary formats differ.
    serialization: 'json',
    env: env ?? process.env,
    windowsHide: true,
  });
  const tail = createOutputTail(onOutput);
  child.stdout?.on('data', tail.add);
  child.stderr?.on('data', tail.add);
  let endListeners: ((reason: string) => void)[] = [];
  const end = (reason: string): void => {
    const listeners = endListeners;
    endListeners = [];
    for (const listener of listeners) listener(reason);
  };
  child.on('error', (error) => end(`the engine cannot be started: ${error.message}`));
  // `close` comes with the last of its output, but not while a grandchild holds the same pipes.
  child.on('close', (code, signal) => end(tail.describe(code, signal)));
  child.on('exit', (code, signal) => setTimeout(() => end(tail.describe(code, signal)), 100));
  return {
    pid: child.pid,
    // A message that meets a dying engine is answered by the exit, not by this error.
    post: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void endListeners.push(listener),
    kill: (force) => void child.kill(force ? 'SIGKILL' : 'SIGTERM'),
  };
}
