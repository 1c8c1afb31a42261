const KEPT_CHARACTERS = 2000;

export interface OutputTail {
  add: (chunk: Buffer | string) => void;
  /** One sentence on an ended process, with the last line it printed. */
  describe: (code: number | null, signal: string | null) => string;
}

/** Remembers the last words of a process; a full log is the receiver's business. */
export function createOutputTail(onOutput: (text: string) => void = () => undefined): OutputTail {
  let kept = '';
  return {
    add: (chunk) => {
      const text = chunk.toString();
      kept = (kept + text).slice(-KEPT_CHARACTERS);
      onOutput(text);
    },
    describe: (code, signal) => {
      const how = signal ? `signal ${signal}` : `exit code ${code ?? 'unknown'}`;
      const lastLine = kept.trim().split('\n').at(-1)?.trim() ?? '';
      return `the engine ended (${how})${lastLine === '' ? '' : `: ${lastLine}`}`;
    },
  };
}
