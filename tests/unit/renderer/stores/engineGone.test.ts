import { createPinia, setActivePinia } from 'pinia';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useEngineStore } from '#renderer/stores/engine.ts';
import { useFactorsStore } from '#renderer/stores/factors.ts';
import { useJobsStore } from '#renderer/stores/jobs.ts';
import { toEngineSchema } from '#shared/contract.ts';
import type { FromEngine } from '#shared/contract.ts';

const NO_FACTORS = { functions: [], columns: ['close'], sets: [] };

/** The far end of a window's line: an engine that ends before it answers, or one that answers. */
const line = {
  isAlive: false,
  tell: (() => undefined) as (message: FromEngine) => void,
};
vi.stubGlobal('window', {
  zuot: {
    onMessage: (listener: (message: unknown) => void) => void (line.tell = listener),
    post: (message: unknown) => {
      const { id } = toEngineSchema.parse(message);
      const error = { code: 'ENGINE_EXITED', message: 'the engine ended' } as const;
      if (line.isAlive) line.tell({ type: 'done', id, output: NO_FACTORS });
      else line.tell({ type: 'failed', id, error });
    },
  },
});

beforeEach(() => {
  line.isAlive = false;
  setActivePinia(createPinia());
});
afterAll(() => vi.unstubAllGlobals());

describe('an engine that ends before it answers', () => {
  it('lets a job be cancelled again that could not be', async () => {
    const jobs = useJobsStore();
    await jobs.cancel('job-1');
    expect(jobs.cancelling.has('job-1')).toBe(false);
  });

  it('is asked again for the words of the expression language once it is back', async () => {
    const factors = useFactorsStore();
    const engine = useEngineStore();
    await factors.load();
    expect(factors.catalogue).toBeNull();
    line.isAlive = true;
    engine.markReplaced();
    await vi.waitFor(() => expect(factors.vocabulary.columns.has('close')).toBe(true));
  });
});
