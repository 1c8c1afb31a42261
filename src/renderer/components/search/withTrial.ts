import { timingConfigSchema } from '#shared/run.ts';
import { isTimingConfig } from '#shared/runs.ts';
import type { RunConfig } from '#shared/runs.ts';
import type { SearchRecord, TrialRecord } from '#shared/searchContract.ts';
import { chosenFrom } from '#shared/searchRef.ts';
import { selectionConfigSchema } from '#shared/selection.ts';

/** The config that was searched for with the settings of a trial, and among how many it was chosen. */
export function withTrial(
  record: Pick<SearchRecord, 'config' | 'search' | 'trialsDone'>,
  { settings }: Pick<TrialRecord, 'settings'>,
): RunConfig {
  const { config } = record;
  const changed = {
    ...config,
    settings: { ...config.settings, ...settings },
    search: chosenFrom(record),
  };
  return isTimingConfig(config)
    ? timingConfigSchema.parse(changed)
    : selectionConfigSchema.parse(changed);
}
