import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createSourceDesk } from '#main/jobs/data/sourceDesk.ts';
import { updateBars } from '#main/jobs/data/updateBars.ts';
import { openStore } from '#main/store/store.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { listenAsHosts, makeShare } from '#tests/fixtures/fakeHosts.ts';
import type { HostRequest } from '#tests/fixtures/fakeHosts.ts';

const SYMBOLS = 300;
const BARS = 1300;
/** A sixth of the default, so that the bench takes a minute and not ten. */
const SPACING_MS = 200;

/**
 * A first update of many symbols from hosts on this machine, against the time that the manners alone
 * would take: the starts of the requests to the busiest host, each spacing with its mean jitter.
 */
export async function benchUpdate(): Promise<Record<string, number | string>> {
  const shares = Array.from({ length: SYMBOLS }, (_, i) => {
    const symbol: SymbolCode = `${600_000 + i}.SH`;
    return [symbol, makeShare(BARS, 20180102, 10 + (i % 40))] as const;
  });
  const hosts = await listenAsHosts(Object.fromEntries(shares));
  const folder = mkdtempSync(join(tmpdir(), 'zuot-bench-'));
  const store = openStore(join(folder, 'bench.db'));
  const { url } = hosts;
  store.settings.change({
    spacingMs: SPACING_MS,
    ...{ eastmoneyUrl: url, sinaUrl: url, tencentUrl: url },
  });
  const shared = { store, emit: () => undefined, now: Date.now };
  const delays = monitorEventLoopDelay({ resolution: 5 });
  try {
    delays.enable();
    const startedAt = performance.now();
    const outcome = await updateBars(
      { ...shared, desk: createSourceDesk(shared) },
      { symbols: shares.map(([symbol]) => symbol), sources: ['eastmoney'], mode: 'tail' },
      { signal: new AbortController().signal, report: () => undefined },
    );
    const seconds = (performance.now() - startedAt) / 1000;
    delays.disable();
    const requests = busiest(hosts.requests);
    const allowed = ((requests - 1) * SPACING_MS * 1.25) / 1000;
    return {
      name: 'first update of many symbols',
      symbols: SYMBOLS,
      bars: outcome.symbols.reduce((sum, { added }) => sum + added, 0),
      state: outcome.state,
      spacingMs: SPACING_MS,
      requestsToBusiestHost: requests,
      secondsAllowed: Number(allowed.toFixed(2)),
      seconds: Number(seconds.toFixed(2)),
      overPercent: Number(((seconds / allowed - 1) * 100).toFixed(1)),
      longestBlockMs: Math.round(delays.max / 1e6),
    };
  } finally {
    store.close();
    hosts.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function busiest(requests: readonly HostRequest[]): number {
  const counts = new Map<string, number>();
  for (const { host } of requests) counts.set(host, (counts.get(host) ?? 0) + 1);
  return Math.max(...counts.values());
}

if (import.meta.main) console.log(JSON.stringify(await benchUpdate(), null, 1));
