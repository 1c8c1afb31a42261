import { DOWNLOAD_JOBS, downloadInputs } from './downloadContract.ts';
import type { DownloadOutputs } from './downloadContract.ts';
import { INSTRUMENT_JOBS, instrumentInputs } from './instrumentContract.ts';
import type { InstrumentOutputs } from './instrumentContract.ts';
import { UPKEEP_JOBS, upkeepInputs } from './upkeepContract.ts';
import type { UpkeepOutputs } from './upkeepContract.ts';

export * from './downloadContract.ts';
export * from './instrumentContract.ts';
export * from './upkeepContract.ts';

/** Bars, sources, downloads, instruments and the database itself. */
export const dataInputs = { ...instrumentInputs, ...downloadInputs, ...upkeepInputs } as const;

/** Methods above that take long, report progress and are listed by `jobs.list`. */
export const DATA_JOBS = [...INSTRUMENT_JOBS, ...DOWNLOAD_JOBS, ...UPKEEP_JOBS] as const;

/** Output of each method above. */
export interface DataOutputs extends InstrumentOutputs, DownloadOutputs, UpkeepOutputs {}
