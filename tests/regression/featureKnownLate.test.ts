import { expect, test } from 'vitest';
import { withKnownFeatures } from '#main/jobs/selection/knownFeatures.ts';
import { quickSelection } from '#tests/fixtures/selectionRun.ts';
import { simulatePanel } from '#tests/fixtures/simulatedPanel.ts';

const config = quickSelection('multi-factor', { settings: { features: ['1/pe', 'close'] } });

function unknownWith(knownOn: number): string[] {
  const panel = simulatePanel({ symbols: 2, dates: 400, seed: 1 });
  const pe = new Float64Array(2 * 400).fill(NaN);
  pe[400 + panel.dates.indexOf(knownOn)] = 12;
  return withKnownFeatures({ ...panel, columns: { ...panel.columns, pe } }, config).unknown;
}

test('a ratio that is known only from the split on is left out of training', () => {
  expect(unknownWith(20191031)).toEqual([]);
  expect(unknownWith(20191101)).toEqual(['1/pe']);
});
