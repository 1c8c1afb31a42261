import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { SelectionConfig, SelectionModel } from '#shared/selection.ts';
import type { SearchRef } from '#shared/searchRef.ts';
import { SELECTION_DEFAULTS } from '#shared/selectionSettings.ts';
import type { SelectionPreset, SelectionSettings } from '#shared/selectionSettings.ts';
import { selectDefaults } from '../components/select/selectFields.ts';
import { carryOver } from '../components/toolkit/settingField.ts';

export type UniverseChoice = 'all' | 'csi300' | 'own';

/** The selection being put together; kept while the user looks at other pages. */
export const useSelectionDraftStore = defineStore('selectionDraft', () => {
  const preset = ref<SelectionPreset>('lstm-select');
  const universe = ref<UniverseChoice>('all');
  const symbols = ref<string[]>([]);
  const from = ref('2020-01-01');
  const split = ref('2021-01-01');
  const to = ref('2021-12-31');
  const model = ref<SelectionModel>(SELECTION_DEFAULTS['lstm-select'].model);
  const seed = ref(0);
  const settings = shallowRef<SelectionSettings>(selectDefaults('lstm-select'));

  const search = shallowRef<SearchRef>(null);

  /** Another system brings its own model and settings. */
  function choosePreset(next: SelectionPreset): void {
    preset.value = next;
    model.value = SELECTION_DEFAULTS[next].model;
    settings.value = selectDefaults(next);
    search.value = null;
  }

  /** Another model brings its own defaults; what the user changed stays, what a search found does not. */
  function chooseModel(next: SelectionModel): void {
    const before = selectDefaults(preset.value, model.value);
    const after = selectDefaults(preset.value, next);
    const { features, label } = settings.value;
    const own = search.value ? { ...before, features, label } : settings.value;
    settings.value = carryOver(own, before, after);
    model.value = next;
    search.value = null;
  }

  function adopt(config: SelectionConfig): void {
    preset.value = config.preset;
    universe.value = Array.isArray(config.universe) ? 'own' : config.universe;
    symbols.value = Array.isArray(config.universe) ? [...config.universe] : [];
    from.value = config.from;
    split.value = config.split;
    to.value = config.to;
    model.value = config.model;
    seed.value = config.seed;
    settings.value = config.settings;
    search.value = config.search;
  }

  /** Trained on everything that was there, tested on what came since. */
  function extend(until: string): void {
    if (until <= to.value) return;
    split.value = to.value;
    to.value = until;
  }

  function toConfig(): SelectionConfig {
    return {
      preset: preset.value,
      universe: universe.value === 'own' ? [...symbols.value] : universe.value,
      from: from.value,
      split: split.value,
      to: to.value,
      model: model.value,
      seed: seed.value,
      settings: settings.value,
      search: search.value,
    };
  }

  const known = { preset, universe, symbols, from, split, to, model, seed, settings, search };
  return { ...known, choosePreset, chooseModel, adopt, extend, toConfig };
});
