import { z } from 'zod';

const count = z.number().int().positive();
const share = z.number().positive().max(1);

/** Settings of gradient-boosted trees; the defaults are those of scikit-learn's HistGradientBoosting. */
export const treeSettingsSchema = z.strictObject({
  /** Rounds of boosting, one tree each. */
  treeCount: count.max(5000).default(100),
  /** Leaves of one tree. */
  leaves: count.min(2).max(255).default(31),
  learningRate: z.number().positive().max(1).default(0.1),
  /** Training rows that every leaf holds at least. */
  minLeaf: count.max(1_000_000).default(20),
  /** Bins that a column is cut into; missing values have one more. */
  bins: count.min(2).max(255).default(255),
  /** Penalty on the leaves' values. */
  l2: z.number().min(0).max(1e6).default(0),
  /** Rounds without a lower validation loss after which training stops; 0 = never. */
  patience: z.number().int().min(0).max(5000).default(10),
  /** Share of the columns that one tree may split on, drawn anew for each. */
  columnShare: share.default(1),
  /** Share of the rows that one tree is grown on, drawn anew for each. */
  rowShare: share.default(1),
  /** Ranking only: places from the top whose order counts (NDCG@k). */
  rankCut: count.max(5000).default(30),
});
export type TreeSettings = z.infer<typeof treeSettingsSchema>;

/** What trees are trained on: classes 0 and 1, a value, or the order within each date. */
export const TREE_LOSSES = ['crossEntropy', 'squaredError', 'ranking'] as const;
export type TreeLoss = (typeof TREE_LOSSES)[number];
