/** What is known of a training after an epoch; `validLoss` is null without a validation part. */
export interface EpochLosses {
  epoch: number;
  trainLoss: number;
  validLoss: number | null;
}
