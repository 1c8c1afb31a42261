import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPacer } from '#main/download/pacer.ts';

describe('createPacer', () => {
  const never = new AbortController().signal;

  it('lets the first request to each host out at once', async () => {
    const pace = createPacer(3_600_000);
    await pace('eastmoney', never);
    await pace('sina', never);
  });

  it('holds the second one back until it is given up', async () => {
    const pace = createPacer(3_600_000);
    const controller = new AbortController();
    await pace('sina', never);
    const waiting = pace('sina', controller.signal);
    const passed = vi.fn();
    waiting.then(passed, () => undefined);
    onTestFinished(() => controller.abort());
    await new Promise(setImmediate);
    expect(passed).not.toHaveBeenCalled();
    controller.abort();
    await expect(waiting).rejects.toThrow();
  });
});
