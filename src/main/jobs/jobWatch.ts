import { JOB_METHODS } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';

/** Which jobs run in this process: a database can only be replaced under none of them. */
export interface JobWatch {
  /** The same handlers, whose jobs are counted; none begins while the database is being replaced. */
  watch: <H extends object>(handlers: H) => H;
  /** Throws STORE_BUSY naming the jobs that run beside this one. */
  assertAlone: (method: string) => void;
}

const JOBS = new Set<unknown>(JOB_METHODS);
const REPLACING = 'store.restore';

export function createJobWatch(): JobWatch {
  const running: string[] = [];
  const work = async (method: string, begin: () => unknown): Promise<unknown> => {
    if (running.includes(REPLACING)) {
      throw new AppError('STORE_BUSY', 'a backup is being put in the place of the database');
    }
    running.push(method);
    try {
      return await begin();
    } finally {
      running.splice(running.indexOf(method), 1);
    }
  };
  return {
    watch: (handlers) =>
      new Proxy(handlers, {
        get(target, key) {
          const member: unknown = Reflect.get(target, key);
          if (typeof member !== 'function' || typeof key !== 'string' || !JOBS.has(key))
            return member;
          return (...args: unknown[]) =>
            work(key, () => Reflect.apply(member, target, args) as unknown);
        },
      }),
    assertAlone: (method) => {
      const others = running.filter((each) => each !== method);
      if (others.length === 0) return;
      const message = `jobs are running: ${others.join(', ')}; cancel them, or wait for their end`;
      throw new AppError('STORE_BUSY', message, { jobs: others.join(', ') });
    },
  };
}
