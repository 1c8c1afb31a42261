import { expect, it } from 'vitest';
import { trainSelectionModel } from '#main/jobs/selection/selectionModel.ts';
import type { SelectionInputs } from '#main/jobs/selection/selectionModel.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { quickSelection } from '#tests/fixtures/selectionRun.ts';

const NONE = new Int32Array(0);
const inputs: SelectionInputs = {
  ...{ x: new Float32Array(0), width: 1 },
  ...{ train: NONE, valid: NONE, test: NONE },
  ...{ trainLabels: new Float32Array(0), validLabels: new Float32Array(0) },
};

it('refuses to learn the order of one symbol', async () => {
  const config = quickSelection('multi-factor', {
    model: 'trees',
    settings: { perSymbol: true, treeTarget: 'ranking' },
  });
  const failure = await rejectionOf(trainSelectionModel(inputs, config, 'trees'));
  expect(failure).toMatchObject({ code: 'INVALID_INPUT' });
  expect(failure.message).toContain('treeTarget=value');
});
