import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { AppStatus, EngineEvents } from '#shared/contract.ts';
import { engineClient } from '../engineClient/index.ts';

type EngineState = EngineEvents['engine.state']['state'] | 'connecting';

/** Whether the engine answers, and what it says of itself. */
export const useEngineStore = defineStore('engine', () => {
  const state = ref<EngineState>('connecting');
  const note = ref<string | null>(null);
  const status = shallowRef<AppStatus | null>(null);
  /** Counts returns from the dead and restored backups: whoever shows stored data reads it again when this moves. */
  const restarts = ref(0);
  let hasDied = false;

  async function readStatus(): Promise<AppStatus> {
    const answer = await engineClient.call('app.status', {});
    status.value = answer;
    return answer;
  }

  /** The first questions went unanswered: the state says why, or a raw failure is shown as one. */
  function markUnread(reason: string): void {
    if (state.value !== 'ready' && state.value !== 'connecting') return;
    state.value = 'failed';
    note.value = reason;
  }

  /** What is stored is other than before: everybody reads it again. */
  function markReplaced(): void {
    restarts.value += 1;
  }

  function follow(): void {
    engineClient.on('engine.state', (change) => {
      if (change.state === 'ready' && hasDied) {
        restarts.value += 1;
        hasDied = false;
      } else if (change.state !== 'ready' && state.value === 'ready') {
        hasDied = true;
      }
      state.value = change.state;
      note.value = change.note;
    });
  }

  return {
    state,
    note,
    status,
    restarts,
    isReady: computed(() => state.value === 'ready'),
    readStatus,
    markUnread,
    markReplaced,
    follow,
  };
});
