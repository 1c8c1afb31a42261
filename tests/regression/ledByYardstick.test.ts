import { describe, expect, it } from 'vitest';
import { describeReport } from '#main/cli/output.ts';
import { readTimingData } from '#main/jobs/timing/timingData.ts';
import { trainTimingFold } from '#main/jobs/timing/timingFold.ts';
import { renderHtml } from '#main/report/htmlReport.ts';
import { isPlainModel } from '#shared/models.ts';
import type { TimingConfigInput } from '#shared/run.ts';
import { makeReport } from '#tests/fixtures/makeReport.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

type Settings = NonNullable<TimingConfigInput['settings']>;
const ENSEMBLES: Settings[] = [{ ensembleModels: 'trees' }, { ensembleSeeds: 2 }];

describe('an ensemble led by logistic regression', () => {
  it.each(ENSEMBLES)('is compared with a plain one: %o', async (settings) => {
    const { store } = makeSampleDependencies();
    const config = quickConfig({ treeCount: 2, ...settings });
    const data = readTimingData(store, config, config.symbols[0]);
    const { result } = await trainTimingFold(data, config, data.folds[0]);
    const beside = quickConfig({ treeCount: 2 }, 'trees');
    const trees = await trainTimingFold(data, beside, data.folds[0]);
    expect(result.logistic).toEqual(trees.result.logistic);
    expect(result.logistic).not.toEqual(result.probabilities);
  });

  it.each(ENSEMBLES)('is not said to be the plain comparison: %o', (settings) => {
    const report = makeReport({ model: 'logistic', config: quickConfig(settings) });
    expect(renderHtml(report)).not.toContain('no plainer comparison');
    expect(describeReport(report)).toContain('logistic ensemble, predicted span');
    expect(describeReport(report)).toMatch(/^logistic, predicted span/m);
  });
});

describe('a run of the yardstick alone', () => {
  it('says that there is nothing plainer', () => {
    const report = makeReport({ model: 'logistic', config: quickConfig() });
    expect(renderHtml(report)).toContain('no plainer comparison');
  });

  it('is one that no other kind joins', () => {
    const isPlain = (model: 'logistic' | 'ridge' | 'trees', ensembleModels: string): boolean =>
      isPlainModel({ model, settings: { ensembleModels, ensembleSeeds: 1 } });
    expect(isPlain('logistic', 'none')).toBe(true);
    expect(isPlain('logistic', 'logistic')).toBe(true);
    expect(isPlain('logistic', 'logistic+cnn')).toBe(false);
    expect(isPlain('ridge', 'none')).toBe(true);
    expect(isPlain('trees', 'none')).toBe(false);
  });
});
