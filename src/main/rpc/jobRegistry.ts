import { JOB_METHODS } from '#shared/contract.ts';
import type { EventMessage, Handlers, JobInfo, Method, Progress } from '#shared/contract.ts';
import type { ErrorRecord } from '#shared/errors.ts';

export interface JobRegistry {
  /** Methods that are no jobs are passed over by all three. */
  started: (job: string, method: Method) => void;
  progressed: (job: string, progress: Progress) => void;
  ended: (job: string, error: ErrorRecord | null) => void;
  handlers: Pick<Handlers, 'jobs.list' | 'jobs.cancel'>;
}

interface Dependencies {
  post: (event: EventMessage) => void;
  cancel: (id: string) => boolean;
}

/** What runs now, whoever started it: a reloaded window finds its job here. A job is named by its call's id. */
export function createJobRegistry({ post, cancel }: Dependencies): JobRegistry {
  const jobs = new Map<string, JobInfo>();
  const publish = (info: JobInfo, isDone: boolean, error: ErrorRecord | null): void =>
    post({ type: 'event', name: 'job.changed', payload: { ...info, isDone, error } });

  return {
    started: (job, method) => {
      if (!JOB_METHODS.some((name) => name === method)) return;
      const info = { job, method, startedAt: new Date().toISOString(), progress: null };
      jobs.set(job, info);
      publish(info, false, null);
    },
    progressed: (job, progress) => {
      const info = jobs.get(job);
      if (!info) return;
      info.progress = progress;
      publish(info, false, null);
    },
    ended: (job, error) => {
      const info = jobs.get(job);
      if (!info) return;
      jobs.delete(job);
      publish(info, true, error);
    },
    handlers: {
      'jobs.list': () => Promise.resolve([...jobs.values()]),
      'jobs.cancel': ({ job }) => Promise.resolve({ cancelled: jobs.has(job) && cancel(job) }),
    },
  };
}
