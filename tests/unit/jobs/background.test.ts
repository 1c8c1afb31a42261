import { describe, expect, it, onTestFinished } from 'vitest';
import { startBackground } from '#main/jobs/background.ts';
import type { Source } from '#main/download/source.ts';
import { AppError } from '#shared/errors.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';
import { makeScriptedDownloads } from '#tests/fixtures/scriptedDesk.ts';

const EVENING = Date.UTC(2026, 0, 5, 8);
const MORNING = Date.UTC(2026, 0, 6, 2);

function open(options: { archiveMinutes?: boolean; spotSeconds?: number }, isAway = false) {
  const asked: string[] = [];
  let nowMs = EVENING;
  const readMinutes: Source['readMinutes'] = ({ period }) => {
    asked.push(`${period} minutes`);
    if (isAway) return Promise.reject(new AppError('SOURCE_BAD_DATA', 'bad'));
    return Promise.resolve({ minutes: makeMinutes([20260105]), repairs: [], quarantined: [] });
  };
  const readSpot: Source['readSpot'] = () => {
    asked.push('prices');
    return Promise.resolve([]);
  };
  const { dependencies, store } = makeScriptedDownloads(
    { sina: { readMinutes, readSpot } },
    { now: () => nowMs, ...options },
  );
  const watched = { symbol: '600519.SH', baseShares: 0, baseCost: 0, note: '' };
  store.watchlist.replace([watched]);
  const background = startBackground(dependencies, 60_000);
  onTestFinished(background.stop);
  return { asked, store, background, goTo: (ms: number) => (nowMs = ms) };
}

describe('an engine by itself', () => {
  it('does nothing that the settings do not allow', async () => {
    const { asked, background } = open({});
    await background.tick();
    expect(asked).toEqual([]);
  });

  it('records the minutes of the watchlist once after a session', async () => {
    const { asked, store, background } = open({ archiveMinutes: true });
    for (let i = 0; i < 3; i++) await background.tick();
    expect(asked).toEqual(['1 minutes', '5 minutes']);
    expect(store.minutes.read('600519.SH', 5).time).toHaveLength(48);
  });

  it('tries again half an hour after a failure, as one download', async () => {
    const { asked, store, background, goTo } = open({ archiveMinutes: true }, true);
    await background.tick();
    await background.tick();
    expect(asked).toEqual(['1 minutes']);
    goTo(EVENING + 31 * 60_000);
    await background.tick();
    expect(asked).toEqual(['1 minutes', '1 minutes']);
    expect(store.downloads.list()).toHaveLength(1);
  });

  it('looks at the prices during sessions, as often as is set', async () => {
    const { asked, background, goTo } = open({ spotSeconds: 60 });
    await background.tick();
    expect(asked).toEqual([]);
    goTo(MORNING);
    await background.tick();
    await background.tick();
    goTo(MORNING + 61_000);
    await background.tick();
    expect(asked).toEqual(['prices', 'prices']);
  });
});
