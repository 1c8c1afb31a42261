/** A started engine, whatever kind of process it is. */
export interface EngineProcess {
  pid: number | undefined;
  post: (message: object) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  /** Called once; `reason` is one English sentence with the last words of the process, if any. */
  onExit: (listener: (reason: string) => void) => void;
  /** Asks it to end; `force` does not ask. */
  kill: (force: boolean) => void;
}

/** Starts one engine; called again for every restart. */
export type Launcher = () => EngineProcess;
