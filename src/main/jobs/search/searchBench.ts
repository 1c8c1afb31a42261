import type { EpochLosses } from '../training/epochLosses.ts';
import type { ToSearchWorker } from '../training/foldProtocol.ts';
import { trainTrial } from './searchTrial.ts';
import type { TrialResult, TrialTask } from './searchTrial.ts';
import type { SearchUnit } from './searchUnit.ts';

/** Values in one message of rows: 16 MiB. */
const ROW_VALUES = 4 * 2 ** 20;

/** The units of a search as messages; rows of a cross-section are too large for a single one. */
export function* unitMessages(units: readonly SearchUnit[]): Iterable<ToSearchWorker> {
  for (const [index, unit] of units.entries()) {
    if (unit.kind === 'timing') {
      yield { type: 'searchUnit', index, unit, size: 0 };
      continue;
    }
    const { x } = unit.inputs;
    const bare = { ...unit, inputs: { ...unit.inputs, x: new Float32Array(0) } };
    yield { type: 'searchUnit', index, unit: bare, size: x.length };
    for (let from = 0; from < x.length; from += ROW_VALUES) {
      yield { type: 'searchRows', index, from, x: x.slice(from, from + ROW_VALUES) };
    }
  }
}

/** The worker's side: keeps the units and tries settings on them. */
export function createSearchBench() {
  const units: SearchUnit[] = [];
  return {
    take: (message: ToSearchWorker): void => {
      if (message.type === 'searchUnit') {
        const { unit, index, size } = message;
        units[index] = unit;
        if (unit.kind !== 'timing') unit.inputs.x = new Float32Array(size);
        return;
      }
      const unit = units[message.index];
      if (unit.kind !== 'timing') unit.inputs.x.set(message.x, message.from);
    },
    train: (task: TrialTask, onEpoch: (losses: EpochLosses) => void): Promise<TrialResult> =>
      trainTrial(units, task, onEpoch),
  };
}
