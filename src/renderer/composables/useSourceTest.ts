import { computed, ref } from 'vue';
import type { Output } from '#shared/contract.ts';
import type { NetworkSource } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import { engineClient } from '../engineClient/index.ts';
import { useFormat } from '../text/format.ts';
import { useText } from '../text/index.ts';

export const isWebAddress = (text: string): boolean => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
};

/** The connection test of a source, with its answer in words. */
export function useSourceTest() {
  const t = useText();
  const format = useFormat();
  const isTesting = ref(false);
  const answer = ref<Output<'source.test'> | null>(null);

  /** An empty address is the source's own. */
  async function test(source: NetworkSource, url: string): Promise<void> {
    isTesting.value = true;
    answer.value = null;
    try {
      answer.value = await engineClient.call('source.test', { source, ...(url && { url }) });
    } catch (thrown) {
      answer.value = { isReachable: false, latencyMs: 0, note: toAppError(thrown).message };
    } finally {
      isTesting.value = false;
    }
  }

  const words = computed(() => {
    if (!answer.value) return '';
    return answer.value.isReachable
      ? t.value.sources.reachable(format.value.number(answer.value.latencyMs, 0))
      : t.value.sources.unreachable;
  });

  return { isTesting, answer, words, test };
}
