import { writeValue } from '#renderer/components/toolkit/settingField.ts';
import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { TimingSettings } from '#shared/run.ts';
import { SETTING_FIELDS } from './settingFields.ts';
import type { SettingKey } from './settingFields.ts';

/** The value of a setting as the form shows it, with its unit. */
export function writeSetting(
  key: SettingKey,
  settings: TimingSettings,
  t: Messages,
  format: Formatter,
): string {
  const field = SETTING_FIELDS.find((one) => one.key === key);
  return field ? writeValue(field, settings[key], t, format) : String(settings[key]);
}
