import { existsSync, statSync } from 'node:fs';
import { defaultDatabaseFile } from '#main/lib/dataLocation.ts';
import { isNodeRecent, OLDEST_NODE } from '#main/lib/nodeVersion.ts';
import { describeFile } from '#main/jobs/data/maintainStore.ts';
import { toAppError } from '#shared/errors.ts';
import { withSession } from './session.ts';

interface Check {
  name: string;
  isGood: boolean;
  note: string;
}

/** Looks at everything a run needs; each line that is not good says what to do. */
export async function runDoctor(databaseFile: string | undefined): Promise<{
  isHealthy: boolean;
  text: string;
  record: { isHealthy: boolean; checks: Check[] };
}> {
  const file = databaseFile ?? defaultDatabaseFile();
  const checks = [checkNode(), ...(await checkDatabase(file))];
  const isHealthy = checks.every(({ isGood }) => isGood);
  const text = checks
    .map(({ name, isGood, note }) => `${isGood ? 'ok ' : 'BAD'} ${name}: ${note}`)
    .join('\n');
  return { isHealthy, text, record: { isHealthy, checks } };
}

function checkNode(): Check {
  const { node } = process.versions;
  const isGood = isNodeRecent(node);
  const note = isGood ? node : `${node}; ${OLDEST_NODE} or newer is needed`;
  return { name: 'Node', isGood, note };
}

/** Every page is read: a damaged table is found before a run meets it. Null for a sound file. */
async function findDamage(file: string): Promise<Check | null> {
  if (!statSync(file).isFile() || statSync(file).size === 0) return null;
  const { isHealthy, lines } = await describeFile(file);
  if (isHealthy) return null;
  return { name: 'database', isGood: false, note: [file, ...lines].join('\n      ') };
}

async function checkDatabase(file: string): Promise<Check[]> {
  const existed = existsSync(file);
  const damage = existed ? await findDamage(file) : null;
  if (damage) return [damage];
  try {
    return await withSession(file, async ({ call }) => {
      const status = await call('app.status', {});
      const instruments = await call('instruments.list', {});
      const runs = await call('runs.list', {});
      const bars = instruments.reduce((sum, { barCount }) => sum + barCount, 0);
      const content = `${instruments.length} symbols, ${bars} bars, ${runs.length} runs`;
      return [
        {
          name: 'database',
          isGood: true,
          note: existed ? `${file}: sound, ${content}` : `${file}: new and empty`,
        },
        {
          name: 'TensorFlow',
          isGood: status.backend.isNative,
          note: status.backend.isNative
            ? `native ${status.backend.version}`
            : `JavaScript backend, many times slower: ${status.backend.reason ?? ''}`,
        },
      ];
    });
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    return [{ name: 'database', isGood: false, note: `${code}: ${message}` }];
  }
}
