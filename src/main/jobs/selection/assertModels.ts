import { AppError } from '#shared/errors.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { ensembleKinds } from '../training/memberPlans.ts';
import { givesLabels } from './selectionModel.ts';

/**
 * Refuses, before anything is stored, models that cannot be trained as the settings say: INVALID_INPUT with
 * what to change.
 */
export function assertModels({ model, settings }: SelectionConfig): void {
  const refuse = (message: string): never => {
    throw new AppError('INVALID_INPUT', message, { model });
  };
  const { perSymbol, ensembleSeeds } = settings;
  // Ridge regression is one model whatever these settings say.
  if (model === 'ridge') return;
  const isEnsemble = ensembleKinds(settings, 'return').length > 0 || ensembleSeeds > 1;
  if (model === 'graphAttention' || model === 'portfolioTransformer') {
    if (!perSymbol && !isEnsemble) return;
    refuse(
      `${model} reads all symbols of a date at once: leave perSymbol=false, ensembleSeeds=1 and ensembleModels=none`,
    );
  }
  if (givesLabels(model, settings)) return;
  if (perSymbol) {
    refuse('one symbol by itself has no order to learn: set treeTarget=value, or perSymbol=false');
  }
  if (isEnsemble) refuse('treeTarget=ranking cannot join an ensemble; use value');
}
