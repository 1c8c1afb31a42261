import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { ModelKind } from '#shared/domain.ts';
import type { TimingConfig, TimingSettings } from '#shared/run.ts';
import type { SearchRef } from '#shared/searchRef.ts';
import { carryOver } from '../components/toolkit/settingField.ts';
import { timingDefaults } from '../components/train/settingFields.ts';

/** The configuration being put together; kept while the user looks at other pages. */
export const useTrainDraftStore = defineStore('trainDraft', () => {
  const symbols = ref<string[]>([]);
  const from = ref('2018-01-01');
  const to = ref(new Date().toLocaleDateString('sv'));
  const model = ref<ModelKind>('bilstm');
  const seed = ref(0);
  const settings = shallowRef<TimingSettings>(timingDefaults('bilstm'));
  const search = shallowRef<SearchRef>(null);

  /** Another model brings its own defaults; what the user changed stays, what a search found does not. */
  function chooseModel(next: ModelKind): void {
    const before = timingDefaults(model.value);
    settings.value = carryOver(
      search.value ? before : settings.value,
      before,
      timingDefaults(next),
    );
    model.value = next;
    search.value = null;
  }

  function adopt(config: TimingConfig): void {
    symbols.value = [...config.symbols];
    from.value = config.from;
    to.value = config.to;
    model.value = config.model;
    seed.value = config.seed;
    settings.value = config.settings;
    search.value = config.search;
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
      search: search.value,
    };
  }

  const known = { symbols, from, to, model, seed, settings, search };
  return { ...known, chooseModel, adopt, toConfig };
});
