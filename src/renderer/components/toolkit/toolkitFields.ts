import { FEATURE_SELECTIONS } from '#shared/toolkitSettings.ts';
import { choice, count, percent } from './settingField.ts';
import type { SettingField } from './settingField.ts';

/** Fields that every preset has. */
export const RISK_FIELDS = [
  { key: 'riskControl', group: 'risk', kind: 'flag' },
  percent('riskDrawdown', 'risk'),
  percent('riskDrawdownExposure', 'risk'),
  percent('riskVolatility', 'risk', { step: 0.001 }),
  percent('riskVolatilityExposure', 'risk'),
  percent('riskRecovery', 'risk'),
  count('riskResetDays', 'risk', { unit: 'bars', min: 0, max: 2000 }),
] as const satisfies readonly SettingField[];

/** What is asked of a prediction before it opens a position. */
export const ENTRY_FIELDS = [
  { key: 'requireBand', group: 'confidence', kind: 'flag' },
  percent('minConfidence', 'confidence'),
  percent('maxDistance', 'confidence'),
] as const satisfies readonly SettingField[];

export const SELECTION_OF_FEATURES = [
  choice('featureSelection', 'features', FEATURE_SELECTIONS),
  count('featureCount', 'features', { max: 400 }),
] as const satisfies readonly SettingField[];
