import { describe, expect, it } from 'vitest';
import { askInOrder, isEverySourceShut } from '#main/jobs/data/askInOrder.ts';
import { AppError } from '#shared/errors.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { scriptedSource } from '#tests/fixtures/scriptedDesk.ts';

const SOURCES = (['eastmoney', 'tencent', 'sina'] as const).map((name) => scriptedSource(name));
const LIMITED = new AppError('SOURCE_RATE_LIMITED', 'paused', { isPaused: true });
const AWAY = new AppError('SOURCE_UNREACHABLE', 'refused', { reason: 'ECONNREFUSED' });
const BAD = new AppError('SOURCE_BAD_DATA', 'cut off');
const UNSERVED = new AppError('INVALID_INPUT', 'not served');
const NOTHING = new AppError('SOURCE_BAD_DATA', 'nothing', { isEmpty: true, isAnswered: true });

/** Each source fails with its error in turn; those left over answer with their name. */
function ask(...errors: AppError[]) {
  const asked: string[] = [];
  const answer = askInOrder(SOURCES, ({ name }) => {
    asked.push(name);
    const error = errors.at(asked.length - 1);
    return error ? Promise.reject(error) : Promise.resolve(name);
  });
  return { asked, answer };
}

describe('asking in order', () => {
  it('takes the first answer and says whose it is', async () => {
    const { asked, answer } = ask(LIMITED, BAD);
    expect(await answer).toEqual({ source: 'sina', value: 'sina' });
    expect(asked).toEqual(['eastmoney', 'tencent', 'sina']);
  });

  it('asks nobody else once a source knows that there is nothing', async () => {
    const { asked, answer } = ask(NOTHING);
    expect((await rejectionOf(answer)).details).toMatchObject({ isAnswered: true });
    expect(asked).toEqual(['eastmoney']);
  });

  it('tells what was said about the symbol before who was limited', async () => {
    const error = await rejectionOf(ask(LIMITED, BAD, AWAY).answer);
    expect([error.code, isEverySourceShut(error)]).toEqual(['SOURCE_BAD_DATA', false]);
  });

  it('says that every source is shut when none could be asked', async () => {
    const limited = await rejectionOf(ask(AWAY, LIMITED, UNSERVED).answer);
    expect([limited.code, isEverySourceShut(limited)]).toEqual(['SOURCE_RATE_LIMITED', true]);
    const away = await rejectionOf(ask(AWAY, AWAY, UNSERVED).answer);
    expect([away.code, isEverySourceShut(away)]).toEqual(['SOURCE_UNREACHABLE', true]);
  });

  it('says that nobody serves it when that is so', async () => {
    const error = await rejectionOf(ask(UNSERVED, UNSERVED, UNSERVED).answer);
    expect([error.code, isEverySourceShut(error)]).toEqual(['INVALID_INPUT', false]);
  });

  it('does not go on after what is no fault of a source', async () => {
    const { asked, answer } = ask(new AppError('DISK_FULL', 'full'));
    expect((await rejectionOf(answer)).code).toBe('DISK_FULL');
    expect(asked).toEqual(['eastmoney']);
  });
});
