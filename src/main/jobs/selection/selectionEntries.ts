import { canDropOut } from '#shared/models.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import type { SelectionData } from './selectionData.ts';
import { givesLabels } from './selectionModel.ts';

/** Validation windows from which on a 90% band can be promised. */
const FEWEST_RESIDUALS = 9;

/**
 * Refuses, before anything is trained, conditions on purchases that the run's model cannot speak of:
 * INVALID_INPUT with the setting to change.
 */
export function assertEntries(config: SelectionConfig): void {
  const { model, settings } = config;
  const { requireBand, minReturn, minConfidence } = settings;
  const refuse = (message: string): never => {
    throw new AppError('INVALID_INPUT', message, { model });
  };
  const asked = requireBand ? 'requireBand' : minReturn > -1 ? 'minReturn' : null;
  if (asked !== null) {
    const off = asked === 'requireBand' ? 'requireBand=false' : 'minReturn=-1';
    const why = noReturns(config);
    if (why !== null) refuse(`${asked} speaks of returns, and ${why}, or ${off}`);
  }
  if (requireBand && settings.target === 'price') {
    refuse(
      'requireBand needs target=return: a predicted price has no band; or set requireBand=false',
    );
  }
  if (requireBand && minReturn <= -1) {
    refuse(
      'requireBand needs minReturn, the return that the lower end of the band has to exceed, such as minReturn=-0.05; or set requireBand=false',
    );
  }
  if (minConfidence === 0) return;
  if (!givesLabels(model, settings) || !canDropOut(model, settings)) {
    refuse(
      `${model} states no confidence, which needs a network with dropout that predicts labels: set minConfidence=0, or take another model`,
    );
  }
  if (settings.passes === 0 || settings.dropout === 0) {
    refuse(
      'minConfidence needs passes with dropout on: set passes=50 and dropout above 0, or minConfidence=0',
    );
  }
}

/** Why scores are no returns, with what to change; null where they are. */
function noReturns({ model, settings }: SelectionConfig): string | null {
  if (model === 'portfolioTransformer') return `${model} gives weights: take another model`;
  if (!givesLabels(model, settings)) return 'ranking gives places only: set treeTarget=value';
  if (settings.labelClasses > 0) return 'classes are none: set labelClasses=0';
  if (settings.standardise === 'date') {
    return 'labels standardised by date keep that scale: set standardise=column or symbol';
  }
  return null;
}

/** Refuses a band where too few windows validate it. */
export function assertValidated({ settings }: SelectionConfig, { ends }: SelectionData): void {
  const had = ends.valid.length;
  if (!settings.requireBand || had >= FEWEST_RESIDUALS) return;
  throw new AppError(
    'NOT_ENOUGH_HISTORY',
    `requireBand needs ${FEWEST_RESIDUALS} windows to validate, there are ${had}: begin earlier, or set requireBand=false`,
    { needed: FEWEST_RESIDUALS, had },
  );
}
