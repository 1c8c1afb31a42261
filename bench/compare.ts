import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** A figure of ours and one of a peer's, both in the same unit. */
interface Row {
  label: string;
  /** Its name in the bench's JSON. */
  ours: string;
  /** The peer's figure is the number in the first group. */
  peer: RegExp;
  aim: string;
}

interface Match {
  bench: string;
  script: string;
  args: readonly string[];
  rows: readonly Row[];
}

const epoch = (network: string, peer: RegExp, aim: string): Row => ({
  ...{ label: `${network}, one epoch, s`, ours: `${network}EpochSeconds`, peer, aim },
});
const whole = (model: string): Match => ({
  ...{ bench: 'walkforward', script: 't_timing_torch.py', args: [model] },
  rows: [
    {
      ...{ label: `t-timing whole, ${model}, two workers, s`, aim: '≤ 0.5' },
      ...{ ours: `${model}2WorkersSeconds`, peer: /train_s=([\d.]+)/ },
    },
  ],
});
const backtest = (symbols: number, name: string): Match => ({
  ...{ bench: 'backtest', script: 'backtest_backtrader.py', args: ['1735', String(symbols)] },
  rows: [
    {
      ...{ label: `backtest, ${symbols} symbols, bars/s`, aim: '≥ 100' },
      ...{ ours: name, peer: /bars_per_s=([\d.]+)/ },
    },
  ],
});

const MATCHES: readonly Match[] = [
  {
    ...{ bench: 'features', script: 'features_talib.py', args: [] },
    rows: [{ label: 'feature block, ms', ours: 'medianMs', peer: / ms=([\d.]+)/, aim: '≤ 0.2' }],
  },
  backtest(1, 'barsPerSecond1Symbol'),
  backtest(50, 'barsPerSecond50Symbols'),
  {
    ...{ bench: 'train', script: 'train_torch.py', args: [] },
    rows: [
      epoch('bilstm', /bilstm_attention.*epoch_s=([\d.]+)/, '≤ 0.9'),
      epoch('transformer', /transformer.*epoch_s=([\d.]+)/, '≤ 1.0'),
    ],
  },
  {
    ...{ bench: 'train', script: 'train_keras.py', args: [] },
    rows: [
      epoch('lstm', /keras lstm.*epoch_s=([\d.]+)/, '≤ 0.7'),
      epoch('cnn', /keras cnn.*epoch_s=([\d.]+)/, '≤ 0.7'),
    ],
  },
  whole('bilstm'),
  whole('transformer'),
];

function execute(file: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed:\n${stderr}`);
  return stdout;
}

const benchSchema = z.record(z.string(), z.record(z.string(), z.unknown()));

function runOurs(bench: string): Record<string, unknown> {
  const args = [join(import.meta.dirname, 'run.ts'), bench, '--json'];
  return benchSchema.parse(JSON.parse(execute(process.execPath, args, import.meta.dirname)))[bench];
}

/** Both figures of every row, the peer's script right after ours. */
function runOnce({ bench, script, args, rows }: Match, python: string, peers: string) {
  const ours = runOurs(bench);
  const printed = execute(python, [join(peers, script), ...args], peers);
  return rows.map((row) => ({
    ours: Number(ours[row.ours]),
    peer: Number(row.peer.exec(printed)?.[1]),
  }));
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1];

/**
 * `node bench/compare.ts --python FILE [--peers FOLDER] [--rounds N] [--only TEXT]`: ours and the
 * peer's scripts by turns, as rows of the table in docs/performance.md.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      /** A Python that has the peers installed. */
      python: { type: 'string', default: process.env.ZUOT_PEERS_PYTHON ?? 'python3' },
      peers: { type: 'string', default: resolve(import.meta.dirname, '../../shared/peers') },
      rounds: { type: 'string', default: '3' },
      /** Rows whose label contains it. */
      only: { type: 'string', default: '' },
    },
  });
  if (!existsSync(values.peers)) throw new Error(`no peers' scripts in ${values.peers}: --peers`);
  const wanted = MATCHES.map((match) => ({
    ...match,
    rows: match.rows.filter(({ label }) => label.includes(values.only)),
  })).filter(({ rows }) => rows.length > 0);
  console.log('| work | ours | peer | ratio | aim |\n|---|---|---|---|---|');
  for (const match of wanted) {
    process.stderr.write(`${match.bench} and ${match.script} …\n`);
    const rounds = Array.from({ length: Number(values.rounds) }, () =>
      runOnce(match, values.python, values.peers),
    );
    match.rows.forEach((row, i) => {
      const pairs = rounds.map((round) => round[i]);
      const ratio = median(pairs.map(({ ours, peer }) => ours / peer));
      const cells = [
        pairs.map(({ ours }) => short(ours)).join(' / '),
        pairs.map(({ peer }) => short(peer)).join(' / '),
      ];
      console.log(`| ${[row.label, ...cells, ratio.toPrecision(2), row.aim].join(' | ')} |`);
    });
  }
}

main();
