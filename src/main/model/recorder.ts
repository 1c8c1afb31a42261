import type { RecordedOp, Recording } from './graphDef.ts';
import type { Value } from './kernels.ts';

/** Notes operations while there is something to learn from them. */
export interface Recorder {
  noteOp: (op: RecordedOp) => void;
  noteConstant: (value: Value, data: Float32Array | Int32Array) => void;
  /** Makes something whose way of making is needed in every recording from now on. */
  always: <T>(make: () => T) => T;
  /** What the work does, after all that is kept. */
  record: <T>(work: () => T) => { result: T; recording: Recording };
  clear: () => void;
}

const createRecording = (): Recording => ({ ops: [], constants: new Map() });

export function createRecorder(): Recorder {
  const kept = createRecording();
  let current: Recording | null = null;
  const noteIn = <T>(into: Recording, work: () => T): T => {
    const outer = current;
    current = into;
    try {
      return work();
    } finally {
      current = outer;
    }
  };
  return {
    noteOp: (op) => void current?.ops.push(op),
    noteConstant: (value, data) => void current?.constants.set(value, data),
    always: (make) => noteIn(kept, make),
    record: (work) => {
      const own = createRecording();
      const result = noteIn(own, work);
      const ops = [...kept.ops, ...own.ops];
      return {
        result,
        recording: { ops, constants: new Map([...kept.constants, ...own.constants]) },
      };
    },
    clear: () => {
      kept.ops.length = 0;
      kept.constants.clear();
    },
  };
}
