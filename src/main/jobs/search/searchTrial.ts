import { isHopeless, valueOf } from '#main/search/pruning.ts';
import type { Limits } from '#main/search/pruning.ts';
import type { Settings } from '#main/search/types.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { timingConfigSchema } from '#shared/run.ts';
import { isTimingConfig } from '#shared/runs.ts';
import type { RunConfig } from '#shared/runs.ts';
import type { TrialRecord } from '#shared/searchContract.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import type { EpochLosses } from '../training/epochLosses.ts';
import type { SearchUnit } from './searchUnit.ts';
import { configOf } from '../selection/perSymbol.ts';
import { trainSelectionModel } from '../selection/selectionModel.ts';
import { trainTimingFold } from '../timing/timingFold.ts';

/** What a worker is asked to try. */
export interface TrialTask {
  settings: Settings;
  epochs: number;
  limits: Limits;
}

/** What came of it: all of it follows from the units and the task. */
export type TrialResult = Pick<TrialRecord, 'state' | 'value' | 'losses'>;

/** Thrown out of training to end it. */
class Hopeless extends Error {}

/** Trains every fold with the same settings, as runs train theirs, as long as it is worth going on. */
export async function trainTrial(
  units: readonly SearchUnit[],
  task: TrialTask,
  onEpoch: (losses: EpochLosses) => void = () => undefined,
): Promise<TrialResult> {
  const losses: number[][] = [];
  try {
    for (const unit of units) {
      const seen: number[] = [];
      losses.push(seen);
      const whole = await trainUnit(unit, task, (epoch) => {
        onEpoch(epoch);
        if (epoch.validLoss !== null) seen.push(epoch.validLoss);
        if (isHopeless(losses, task.limits)) throw new Hopeless();
      });
      losses[losses.length - 1] = whole;
    }
    return { state: 'done', value: valueOf(losses), losses };
  } catch (thrown) {
    if (thrown instanceof Hopeless) return { state: 'pruned', value: valueOf(losses), losses };
    if (toAppError(thrown).code !== 'MODEL_DIVERGED') throw thrown;
    return { state: 'diverged', value: null, losses };
  }
}

/** Validation losses by epoch. */
async function trainUnit(
  unit: SearchUnit,
  task: TrialTask,
  onEpoch: (losses: EpochLosses) => void,
): Promise<number[]> {
  const config = withSettings(unit.config, { ...task.settings, epochs: task.epochs });
  if (unit.kind === 'timing' && config.preset === 't-timing') {
    const settings = { ...config.settings, validShare: unit.validShare };
    const options = { onEpoch, isBaselineWanted: false };
    const trained = await trainTimingFold(unit.data, { ...config, settings }, unit.fold, options);
    return trained.result.validLosses;
  }
  if (unit.kind !== 'timing' && config.preset !== 't-timing') {
    const own = unit.kind === 'symbol' ? configOf(config, unit.windows) : config;
    const trained = await trainSelectionModel(unit.inputs, own, config.model, onEpoch);
    return trained.losses.validLosses;
  }
  throw new AppError('INTERNAL', 'a unit and its config are of one kind');
}

/**
 * A config with some settings changed.
 *
 * @throws INVALID_INPUT where a setting is not one of the preset, or has a value that it may not have
 */
export function withSettings(config: RunConfig, settings: Settings): RunConfig {
  const changed = { ...config, settings: { ...config.settings, ...settings } };
  const schema = isTimingConfig(config) ? timingConfigSchema : selectionConfigSchema;
  const parsed = schema.safeParse(changed);
  if (parsed.success) return parsed.data;
  const shown = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  throw new AppError(
    'INVALID_INPUT',
    `${config.preset} cannot be run with ${shown.join(', ')}: ${parsed.error.issues[0].message}`,
  );
}
