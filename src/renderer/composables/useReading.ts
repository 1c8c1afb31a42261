import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { EventName } from '#shared/contract.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { engineClient } from '../engineClient/index.ts';
import { useEngineStore } from '../stores/engine.ts';
import { throttled } from './throttled.ts';

export interface Reading<T> {
  /** null until the first answer; an older answer stays while a newer one is awaited or failed. */
  value: ShallowRef<T | null>;
  error: ShallowRef<AppError | null>;
  isLoading: Ref<boolean>;
  /** Resolves when an answer to a question asked no earlier than this call is there. */
  load: () => Promise<void>;
}

export interface ReadingOptions<T> {
  events?: EventName[];
  /** Milliseconds between two questions, given the last answer. */
  everyMs?: (value: T | null) => number;
}

/**
 * The engine's last answer to a question. Once it was asked, it is asked again when one of `events` comes
 * or the engine was restarted, at most once in `everyMs`: a bulk job tells of every symbol.
 */
export function useReading<T>(
  question: () => Promise<T>,
  { events = [], everyMs = () => 1000 }: ReadingOptions<T> = {},
): Reading<T> {
  const value = shallowRef<T | null>(null);
  const error = shallowRef<AppError | null>(null);
  const isLoading = ref(false);
  let last: T | null = null;
  let wasAsked = false;
  let isStale = false;
  let reading: Promise<void> | null = null;

  async function readUntilFresh(): Promise<void> {
    do {
      isStale = false;
      try {
        last = await question();
        value.value = last;
        error.value = null;
      } catch (thrown) {
        error.value = toAppError(thrown);
      }
    } while (isStale);
    reading = null;
    isLoading.value = false;
  }

  function load(): Promise<void> {
    wasAsked = true;
    isStale = true;
    isLoading.value = true;
    reading ??= readUntilFresh();
    return reading;
  }

  const again = throttled(
    () => void load(),
    () => everyMs(last),
  );
  for (const event of events) onScopeDispose(engineClient.on(event, () => wasAsked && again()));
  const engine = useEngineStore();
  watch(
    () => engine.restarts,
    () => wasAsked && void load(),
  );

  return { value, error, isLoading, load };
}
