import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { TimingSettings } from '#shared/run.ts';
import { SETTING_FIELDS } from './settingFields.ts';
import type { SettingKey } from './settingFields.ts';

/** At most so many digits as the value has, never more than six. */
function shortest(value: number, format: Formatter): string {
  const digits = String(Number(value.toFixed(6))).split('.')[1]?.length ?? 0;
  return format.number(value, digits);
}

/** The value of a setting as the form shows it, with its unit. */
export function writeSetting(
  key: SettingKey,
  settings: TimingSettings,
  t: Messages,
  format: Formatter,
): string {
  const field = SETTING_FIELDS.find((one) => one.key === key);
  if (key === 'exits') return t.train.exitChoices[settings.exits];
  if (key === 'rules') return t.train.ruleChoices[settings.rules];
  const value = settings[key];
  if (typeof value === 'boolean') return value ? t.select.choices.yes : t.select.choices.no;
  if (typeof value === 'string') {
    const { toolkitChoices } = t.train;
    return value in toolkitChoices ? toolkitChoices[value as keyof typeof toolkitChoices] : value;
  }
  if (field?.kind === 'percent') {
    return `${shortest(Number((value * 100).toFixed(2)), format)}%`;
  }
  const unit = field?.unit ? ` ${t.train.units[field.unit]}` : '';
  return `${shortest(value, format)}${unit}`;
}
