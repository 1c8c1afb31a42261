import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { ModelKind } from '#shared/domain.ts';
import type { TimingConfig, TimingSettings } from '#shared/run.ts';
import { SETTING_DEFAULTS } from '../components/train/settingFields.ts';

/** The configuration being put together; kept while the user looks at other pages. */
export const useTrainDraftStore = defineStore('trainDraft', () => {
  const symbols = ref<string[]>([]);
  const from = ref('2018-01-01');
  const to = ref(new Date().toLocaleDateString('sv'));
  const model = ref<ModelKind>('bilstm');
  const seed = ref(0);
  const settings = shallowRef<TimingSettings>(SETTING_DEFAULTS);

  function adopt(config: TimingConfig): void {
    symbols.value = [...config.symbols];
    from.value = config.from;
    to.value = config.to;
    model.value = config.model;
    seed.value = config.seed;
    settings.value = config.settings;
  }

  function toConfig(): TimingConfig {
    return {
      preset: 't-timing',
      symbols: [...symbols.value],
      from: from.value,
      to: to.value,
      model: model.value,
      seed: seed.value,
      settings: settings.value,
    };
  }

  return { symbols, from, to, model, seed, settings, adopt, toConfig };
});
