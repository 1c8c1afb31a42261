import { expect, test } from 'vitest';
import { assertEntries } from '#main/jobs/selection/selectionEntries.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import type { SelectionConfigInput } from '#shared/selection.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

const check = (
  settings: SelectionConfigInput['settings'],
  more: { preset?: string; model?: string } = {},
): void =>
  assertEntries(
    selectionConfigSchema.parse({
      ...{ preset: 'lstm-select', universe: 'all', settings, ...more },
      ...{ from: '2018-01-02', split: '2020-01-02', to: '2020-12-31' },
    }),
  );

test.each([
  ['weights', { minReturn: 0 }, { preset: 'portfolio-transformer' }, 'minReturn=-1'],
  ['places', { minReturn: 0, treeTarget: 'ranking' }, { model: 'trees' }, 'treeTarget=value'],
  ['classes', { minReturn: 0, labelClasses: 20 }, {}, 'labelClasses=0'],
  ['labels scaled by date', { minReturn: 0, standardise: 'date' }, {}, 'standardise=column'],
  ['prices', { requireBand: true, minReturn: 0 }, { preset: 'lstm-top30' }, 'target=return'],
  ['no figure', { requireBand: true }, {}, 'minReturn=-0.05'],
  ['weights', { minConfidence: 0.8 }, { preset: 'portfolio-transformer' }, 'minConfidence=0'],
  ['no dropout', { minConfidence: 0.8 }, { model: 'ridge' }, 'minConfidence=0'],
  ['no passes', { minConfidence: 0.8, passes: 0 }, {}, 'passes=50'],
] as const)('refuses conditions on %s, saying what to change', (_, settings, more, remedy) => {
  const { code, message } = failureOf(() => check({ ...settings }, more));
  expect(code).toBe('INVALID_INPUT');
  expect(message).toContain(remedy);
});

test.each([
  [{}, {}],
  [{ requireBand: true, minReturn: -0.05 }, {}],
  [{ requireBand: true, minReturn: -0.05 }, { model: 'ridge' }],
  [{ minReturn: 0.02 }, { preset: 'lstm-top30' }],
  [{ minConfidence: 0.8, minReturn: 0.02 }, { preset: 'multi-factor' }],
  [{ maxDistance: 0.9 }, { preset: 'portfolio-transformer' }],
] as const)('takes %j with %j', (settings, more) => {
  expect(() => check({ ...settings }, more)).not.toThrow();
});
