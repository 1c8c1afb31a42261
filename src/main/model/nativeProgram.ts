import { withScratchFile } from '#main/lib/scratchFile.ts';
import type { OpOutput, TensorflowBinding } from './binding.ts';
import { GRAPH_TAG } from './graphDef.ts';
import type { SavedGraph } from './graphDef.ts';

/** Graphs that TensorFlow has made ready to run, kept for the next training of the same network. */
export interface Programs {
  has: (name: string) => boolean;
  add: (name: string, graph: SavedGraph) => void;
  run: (name: string, inputs: readonly number[]) => OpOutput[];
}

interface Loaded {
  id: number;
  inputs: string;
  outputs: string;
}

/** A run of one network needs two or three; each holds some hundred kilobytes. */
const MOST = 12;

export function createPrograms(binding: TensorflowBinding): Programs {
  const loaded = new Map<string, Loaded>();
  return {
    has: (name) => loaded.has(name),
    add: (name, { bytes, inputs, outputs }) => {
      const [oldest] = loaded.keys();
      const old = loaded.get(oldest);
      if (old && loaded.size >= MOST) {
        binding.deleteSavedModel(old.id);
        loaded.delete(oldest);
      }
      loaded.set(name, { id: load(binding, bytes), inputs, outputs });
    },
    run: (name, values) => {
      const { id, inputs, outputs } = loaded.get(name)!;
      return binding.runSavedModel(id, values, inputs, outputs);
    },
  };
}

/** The addon takes a graph from a folder only. */
const load = (binding: TensorflowBinding, bytes: Buffer): number =>
  withScratchFile('saved_model.pb', bytes, (folder) => binding.loadSavedModel(folder, GRAPH_TAG));
