import { adam, rmsprop, sgd } from '#main/model/optimizer.ts';
import type { OptimizerOptions } from '#main/model/optimizer.ts';
import type { MemberPlan } from '#main/model/trainLearner.ts';
import { AppError } from '#shared/errors.ts';
import { joinsEnsembles, MODELS, modelsFor } from '#shared/models.ts';
import type { AnyModel } from '#shared/models.ts';
import type { ModelSettings } from '#shared/modelSettings.ts';
import { treeSettingsSchema } from '#shared/trees.ts';
import type { TreeSettings } from '#shared/trees.ts';
import { isWindowModel, toModelSpec } from './modelSpec.ts';

/** What both kinds of runs say about training. */
export interface LearningSettings extends ModelSettings {
  epochs: number;
  batchSize: number;
  learningRate: number;
  /** Epochs without a lower validation loss before stopping; 0 = all are trained, the last one is kept. */
  patience: number;
}

type Task = 'probability' | 'return';

/** What joins an ensemble. */
export function ensembleKinds({ ensembleModels }: ModelSettings, task: Task): AnyModel[] {
  if (ensembleModels === 'none') return [];
  const fit: readonly AnyModel[] = modelsFor(task).filter(joinsEnsembles);
  return ensembleModels.split('+').map((name) => {
    const kind = fit.find((one) => one === name);
    if (kind) return kind;
    throw new AppError(
      'INVALID_INPUT',
      `ensembleModels=${ensembleModels}: ${name} cannot join; there are ${fit.join(', ')}, apart by +`,
      { field: 'ensembleModels', name },
    );
  });
}

/** The models of a run that learn together: each kind from each of the ensemble's seeds, the run's own first. */
export function planMembers(model: AnyModel, settings: LearningSettings, task: Task): MemberPlan[] {
  const kinds = [model, ...ensembleKinds(settings, task).filter((kind) => kind !== model)];
  return kinds.flatMap((kind) => {
    const plan = planMember(kind, kind === model ? settings : joining(kind, model, settings), task);
    return Array.from({ length: settings.ensembleSeeds }, () => plan);
  });
}

/** What joins has the sizes of its kind and is trained as the run's own model is. */
function joining(kind: AnyModel, model: AnyModel, settings: LearningSettings): LearningSettings {
  const fields: readonly string[] = MODELS[kind].fields;
  const sizes = Object.entries(MODELS[kind].defaults).filter(([key]) => fields.includes(key));
  return { ...settings, learningRate: networkRate(model, settings), ...Object.fromEntries(sizes) };
}

/** The learning rate of a network beside the run's own model: that of trees is another thing. */
const networkRate = (
  model: AnyModel,
  { learningRate }: Pick<LearningSettings, 'learningRate'>,
): number => (model === 'trees' ? 1e-3 : learningRate);

function planMember(kind: AnyModel, settings: LearningSettings, task: Task): MemberPlan {
  if (kind === 'trees') return { kind: 'trees', settings: toTreeSettings(settings) };
  if (!isWindowModel(kind)) throw new AppError('INTERNAL', `${kind} is not trained on windows`);
  const spec = toModelSpec(kind, settings, task === 'probability');
  return { kind: 'network', plan: { spec, ...toTraining(settings) } };
}

export const toTraining = (settings: LearningSettings) => {
  const { epochs, batchSize, patience, gradientClip, schedule } = settings;
  const { plateauPatience, plateauFactor, stepEpochs } = settings;
  const { adversarialEpsilon, adversarialWeight } = settings;
  return {
    optimizer: toOptimizer(settings),
    extras: {
      ...{ gradientClip, schedule, plateauPatience, plateauFactor, stepEpochs },
      ...{ adversarialEpsilon, adversarialWeight },
    },
    ...{ epochs, batchSize, patience: patience || epochs },
    keep: patience === 0 ? ('last' as const) : ('best' as const),
  };
};

function toOptimizer({ optimizer, learningRate }: LearningSettings): OptimizerOptions {
  return { adam, rmsprop, sgd }[optimizer](learningRate);
}

export function toTreeSettings(settings: LearningSettings): TreeSettings {
  return treeSettingsSchema.parse({
    treeCount: settings.treeCount,
    leaves: settings.treeLeaves,
    learningRate: settings.learningRate,
    minLeaf: settings.treeMinLeaf,
    l2: settings.treePenalty,
    patience: settings.patience,
    columnShare: settings.treeColumnShare,
    rowShare: settings.treeRowShare,
  });
}
