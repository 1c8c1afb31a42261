import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useReading } from '../composables/useReading.ts';
import { engineClient } from '../engineClient/index.ts';

export interface Completion {
  name: string;
  /** What takes the place of the typed name. */
  insert: string;
  signature: string;
  zh: string;
  en: string;
}

const MOST_OFFERS = 12;

/** Functions, columns and factor sets of the expression language, asked for once of each engine. */
export const useFactorsStore = defineStore('factors', () => {
  const { value: catalogue, load: read } = useReading(() => engineClient.call('factors.list', {}));

  async function load(): Promise<void> {
    if (!catalogue.value) await read();
  }

  const vocabulary = computed(() => ({
    functions: new Set(
      (catalogue.value?.functions ?? []).flatMap(({ name, aliases }) => [name, ...aliases]),
    ),
    columns: new Set(catalogue.value?.columns ?? []),
    sets: new Set((catalogue.value?.sets ?? []).map(({ name }) => name)),
  }));

  const all = computed((): Completion[] => {
    if (!catalogue.value) return [];
    const { functions, columns, sets } = catalogue.value;
    return [
      ...functions.map((one) => ({ ...one, insert: `${one.name}(` })),
      ...columns.map((name) => ({ name, insert: name, signature: name, zh: '', en: '' })),
      ...sets.map(({ name, zh, en }) => ({
        name: `@${name}`,
        insert: `@${name}`,
        signature: `@${name}`,
        zh,
        en,
      })),
    ];
  });

  /** Names that begin as typed; none once the name is complete. */
  function completions(typed: string): Completion[] {
    const start = typed.toLowerCase();
    const found = all.value.filter(({ name }) => name.toLowerCase().startsWith(start));
    return found.some(({ name }) => name.toLowerCase() === start)
      ? []
      : found.slice(0, MOST_OFFERS);
  }

  return { catalogue, vocabulary, load, completions };
});
