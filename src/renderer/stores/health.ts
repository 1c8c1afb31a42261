import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useReading } from '../composables/useReading.ts';
import { engineClient } from '../engineClient/index.ts';

const EVERY_MS = 4000;

/** What looks wrong in the stored bars, and the rows that were not stored. */
export const useHealthStore = defineStore('health', () => {
  const showsDismissed = ref(false);
  const findings = useReading(
    () => engineClient.call('health.list', { state: showsDismissed.value ? 'all' : 'open' }),
    { events: ['bars.changed'], everyMs: () => EVERY_MS },
  );
  const quarantine = useReading(() => engineClient.call('quarantine.list', {}), {
    events: ['bars.changed'],
    everyMs: () => EVERY_MS,
  });
  watch(showsDismissed, () => void findings.load());

  async function dismiss(ids: readonly number[]): Promise<void> {
    await engineClient.call('health.dismiss', { findings: [...ids] });
    await findings.load();
  }

  return {
    findings: findings.value,
    error: findings.error,
    quarantined: quarantine.value,
    quarantineError: quarantine.error,
    open: computed(() => (findings.value.value ?? []).filter(({ state }) => state === 'open')),
    showsDismissed,
    load: findings.load,
    loadQuarantine: quarantine.load,
    dismiss,
  };
});
