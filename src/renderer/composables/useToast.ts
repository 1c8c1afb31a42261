import { useMessage } from 'naive-ui';
import { toAppError } from '#shared/errors.ts';
import { useText } from '../text/index.ts';

/** A sentence that goes away by itself: what was done, or why it was not. */
export function useToast() {
  const message = useMessage();
  const t = useText();

  function fail(thrown: unknown): void {
    const error = toAppError(thrown);
    if (error.code === 'CANCELLED') return;
    const { what, next } = t.value.errors.codes[error.code];
    message.error(`${what}${next}`);
  }

  /** Whether it went well; a failure is told. */
  async function attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (thrown) {
      fail(thrown);
      return false;
    }
  }

  return {
    succeed: (text: string) => void message.success(text),
    warn: (text: string) => void message.warning(text),
    fail,
    attempt,
  };
}
