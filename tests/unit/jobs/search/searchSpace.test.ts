import { describe, expect, it } from 'vitest';
import { withSettings } from '#main/jobs/search/searchTrial.ts';
import { axesOf, decode, encode, isInside } from '#main/search/space.ts';
import { timingConfigSchema } from '#shared/run.ts';
import type { RunConfig } from '#shared/runs.ts';
import { MODELS, modelsFor } from '#shared/models.ts';
import { defaultSpace, dimensionSchema, searchSpaceSchema } from '#shared/searchSpace.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

const TIMING = { preset: 't-timing', symbols: ['600519.SH'], from: '2018-01-01', to: '2025-03-01' };
const SELECTION = {
  ...{ preset: 'lstm-select', universe: 'csi300' },
  ...{ from: '2020-01-01', split: '2021-01-01', to: '2021-12-31' },
};
const PORTFOLIO = { ...SELECTION, preset: 'portfolio-transformer' };

const configs: [string, RunConfig][] = [
  ...modelsFor('probability').map((model): [string, RunConfig] => [
    `t-timing with ${model}`,
    timingConfigSchema.parse({ ...TIMING, model }),
  ]),
  ...modelsFor('return').map((model): [string, RunConfig] => [
    `lstm-select with ${model}`,
    selectionConfigSchema.parse({ ...SELECTION, model }),
  ]),
  ['portfolio-transformer', selectionConfigSchema.parse(PORTFOLIO)],
];

describe.each(configs)('the space of %s', (_name, config) => {
  const space = searchSpaceSchema.parse(defaultSpace(config));

  it('holds only settings that the run may have, at both ends', () => {
    for (const [name, dimension] of Object.entries(space)) {
      const ends = dimension.kind === 'choice' ? dimension.values : [dimension.low, dimension.high];
      for (const value of ends) {
        const { settings } = withSettings(config, { [name]: value });
        expect(settings).toMatchObject({ [name]: value });
      }
    }
  });

  it('holds only what the model learns with', () => {
    const fields: readonly string[] = MODELS[config.model].fields;
    const others = Object.keys(space).filter((name) => !fields.includes(name));
    expect(others).toEqual(MODELS[config.model].isNetwork ? ['learningRate', 'batchSize'] : []);
  });
});

describe('a dimension', () => {
  it.each([
    { kind: 'real', low: 2, high: 2 },
    { kind: 'real', low: 0, high: 1, isLog: true },
    { kind: 'integer', low: 0.5, high: 3 },
    { kind: 'choice', values: [1] },
  ])('is refused as %o', (dimension) => {
    expect(dimensionSchema.safeParse(dimension).success).toBe(false);
  });

  it('gives every whole number the same room, and both ends come up', () => {
    const axes = axesOf({ hidden: { kind: 'integer', low: 1, high: 4, isLog: false } });
    const counts = new Map<unknown, number>();
    for (let i = 0; i < 400; i++) {
      const { hidden } = decode(axes, Float64Array.of((i + 0.5) / 400));
      counts.set(hidden, (counts.get(hidden) ?? 0) + 1);
    }
    expect([...counts]).toEqual([
      [1, 100],
      [2, 100],
      [3, 100],
      [4, 100],
    ]);
  });

  it('goes into the unit cube and back', () => {
    const axes = axesOf(defaultSpace({ preset: 't-timing', model: 'transformer' }));
    const settings = {
      ...{ batchSize: 17, dropout: 0.123, feedForward: 511, heads: 4, layers: 3 },
      learningRate: 0.0004321,
    };
    const point = encode(axes, settings);
    expect(isInside(axes, settings)).toBe(true);
    expect(
      point.filter((_, i) => axes.names[i] !== 'heads').every((at) => at >= 0 && at <= 1),
    ).toBe(true);
    expect(decode(axes, point)).toEqual(settings);
  });
});

describe('settings of a config', () => {
  it('are refused by name where the preset does not have them, or not with that value', () => {
    const [, config] = configs[0];
    const unknown = failureOf(() => withSettings(config, { ridgePenalty: 1 }));
    expect(unknown.code).toBe('INVALID_INPUT');
    expect(unknown.message).toContain('ridgePenalty=1');
    expect(failureOf(() => withSettings(config, { dropout: 2 })).message).toContain('dropout=2');
  });
});
