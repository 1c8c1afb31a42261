import { computed, ref } from 'vue';
import { toAppError } from '#shared/errors.ts';
import { engineClient } from '../engineClient/index.ts';
import { useFormat } from '../text/format.ts';
import { useText } from '../text/index.ts';

type Answer = { isReachable: boolean; latencyMs: number; note: string };

export const isWebAddress = (text: string): boolean => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
};

/** The connection test of the AKTools address, with its answer in words. */
export function useSourceTest() {
  const t = useText();
  const format = useFormat();
  const isTesting = ref(false);
  const answer = ref<Answer | null>(null);

  async function test(url: string): Promise<void> {
    isTesting.value = true;
    answer.value = null;
    try {
      answer.value = await engineClient.call('source.test', { source: 'aktools', url });
    } catch (thrown) {
      answer.value = { isReachable: false, latencyMs: 0, note: toAppError(thrown).message };
    } finally {
      isTesting.value = false;
    }
  }

  const words = computed(() => {
    if (!answer.value) return '';
    return answer.value.isReachable
      ? t.value.data.reachable(format.value.number(answer.value.latencyMs, 0))
      : t.value.data.unreachable;
  });

  return { isTesting, answer, words, test };
}
