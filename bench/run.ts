import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import packageJson from '#package.json' with { type: 'json' };
import { describeBackend } from '#main/model/backend.ts';
import { benchBacktest } from './backtest.ts';
import { benchFactors } from './factors.ts';
import { benchFeatures } from './features.ts';
import { benchKline } from './kline.ts';
import { benchMemory } from './memory.ts';
import { benchScan } from './scan.ts';
import { benchStart } from './start.ts';
import { benchPanel } from './panel.ts';
import { benchStore } from './store.ts';
import { benchTrain } from './train.ts';
import { benchTrees } from './trees.ts';
import { benchUpdate } from './update.ts';
import { benchWalkforward } from './walkforward.ts';

type Figures = Record<string, number | string | boolean>;

const BENCHES: Record<string, () => Figures | Promise<Figures>> = {
  features: benchFeatures,
  factors: benchFactors,
  train: () => benchTrain(),
  trees: () => benchTrees(),
  backtest: benchBacktest,
  store: benchStore,
  scan: benchScan,
  memory: benchMemory,
  start: benchStart,
  kline: () => benchKline(),
  walkforward: benchWalkforward,
  update: benchUpdate,
  panel: () => benchPanel(),
};

/** `npm run bench -- [name…] [--json]`: the figures of docs/performance.md on this machine. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0) {
    process.stderr.write(
      `unknown: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}\n`,
    );
    process.exitCode = 1;
    return;
  }
  const [processor] = cpus();
  const record: Record<string, Figures> = {
    machine: {
      processor: processor.model.trim(),
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.versions.node,
      app: packageJson.version,
      backend: `${describeBackend().name} ${describeBackend().version}`,
    },
  };
  for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES)) {
    process.stderr.write(`${name} …\n`);
    record[name] = await BENCHES[name]();
  }
  if (values.json) process.stdout.write(`${JSON.stringify(record)}\n`);
  else for (const [name, figures] of Object.entries(record)) console.log(name, figures);
}

await main();
