import { onScopeDispose, readonly, ref } from 'vue';
import type { Ref } from 'vue';

/** The time in milliseconds, moving once a second while somebody looks. */
export function useNow(): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), 1000);
  onScopeDispose(() => clearInterval(timer));
  return readonly(now);
}
