import { z } from 'zod';
import { ADJUSTS, PERIODS } from './domain.ts';
import type { Instrument, SymbolCode } from './domain.ts';
import type { ErrorRecord } from './errors.ts';
import { dateSchema, timingConfigSchema, symbolSchema } from './run.ts';
import type { BackendInfo, TimingReport, RunSummary } from './run.ts';

/** The one shape of progress; `done` of `total` units of `step`. */
export interface Progress {
  step: string;
  done: number;
  total: number;
  note?: string;
  data?: Record<string, string | number | null>;
}

const runIdSchema = z
  .string()
  .regex(/^[a-z0-9-]{4,64}$/, 'not the name of a run; the list of runs tells it');
const empty = z.strictObject({});

export const OVERLAYS = ['ma', 'boll', 'macd', 'rsi', 'kdj'] as const;
export type Overlay = (typeof OVERLAYS)[number];

const settingsFields = z.strictObject({
  aktoolsUrl: z.url(),
  /** Milliseconds before one request to a source is given up. */
  requestTimeoutMs: z.number().int().min(1000).max(300_000),
  language: z.enum(['zh-CN', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Engine workers for folds; 0 = one per core. */
  workers: z.number().int().min(0).max(64),
});
const { shape: field } = settingsFields;
export const settingsSchema = z.strictObject({
  aktoolsUrl: field.aktoolsUrl.default('http://127.0.0.1:8080'),
  requestTimeoutMs: field.requestTimeoutMs.default(20_000),
  language: field.language.default('zh-CN'),
  theme: field.theme.default('system'),
  workers: field.workers.default(0),
});
/** Without defaults, which zod would fill in even under `partial`: what is left out stays as stored. */
export const settingsPatchSchema = settingsFields.partial();
export type Settings = z.infer<typeof settingsSchema>;

/** Parsed at the engine's door: renderer, socket and command line are all untrusted. */
export const inputSchemas = {
  'app.status': empty,
  'settings.get': empty,
  'settings.set': settingsPatchSchema,
  'instruments.list': empty,
  'bars.view': z.strictObject({
    symbol: symbolSchema,
    period: z.enum(PERIODS),
    adjust: z.enum(ADJUSTS),
    from: dateSchema.optional(),
    to: dateSchema.optional(),
    overlays: z.array(z.enum(OVERLAYS)),
  }),
  'bars.remove': z.strictObject({ symbol: symbolSchema }),
  'bars.update': z.strictObject({
    source: z.literal('aktools'),
    url: z.url().optional(),
    symbols: z.array(symbolSchema).min(1, 'name at least one symbol').max(6000),
    from: dateSchema,
    to: dateSchema,
  }),
  'bars.import': z.strictObject({
    files: z
      .array(z.strictObject({ name: z.string().min(1).max(255), base64: z.base64() }))
      .min(1)
      .max(6000),
    symbol: symbolSchema.optional(),
  }),
  'bars.importPaths': z.strictObject({
    paths: z.array(z.string().min(1, 'name a file or a folder')).min(1),
    symbol: symbolSchema.optional(),
  }),
  'source.test': z.strictObject({ source: z.literal('aktools'), url: z.url() }),
  'sample.run': empty,
  'run.timing': timingConfigSchema,
  'run.resume': z.strictObject({ run: runIdSchema }),
  'runs.list': empty,
  'runs.get': z.strictObject({ run: runIdSchema }),
  'runs.delete': z.strictObject({ run: runIdSchema }),
  'runs.exportHtml': z.strictObject({ run: runIdSchema }),
  'jobs.list': empty,
  'jobs.cancel': z.strictObject({ job: z.string() }),
} as const;

export interface AppStatus {
  version: string;
  database: string;
  backend: BackendInfo;
  /** No bars and no runs yet: the window starts the sample workspace by itself. */
  isFirstStart: boolean;
}

/** One symbol on the data page. Dates YYYY-MM-DD. */
export interface InstrumentSummary extends Instrument {
  barCount: number;
  firstDate: string | null;
  lastDate: string | null;
  /** Where the newest bars came from, and when (ISO time). */
  source: string | null;
  updatedAt: string | null;
  /** Human-readable oddities: gaps against other symbols, jumps without an ex-date, zero volume. */
  findings: { date: string; kind: 'gap' | 'jump' | 'suspended'; note: string }[];
}

/** Columns for the K-line; null = no value at that bar. Indicator keys: `ma5`, `bollUpper`, `macdDif`, `rsi14`, `kdjK`… */
export interface BarsView {
  symbol: SymbolCode;
  name: string;
  isSimulated: boolean;
  dates: string[];
  open: number[];
  high: number[];
  low: number[];
  close: number[];
  volume: number[];
  /** null where the source gave none. */
  amount: (number | null)[];
  indicators: Record<string, (number | null)[]>;
}

export interface UpdateOutcome {
  symbol: SymbolCode;
  /** Bars new to the store / bars whose stored values changed. */
  added: number;
  changed: number;
  factors: number;
  from: string | null;
  to: string | null;
  error: ErrorRecord | null;
}

export interface ImportOutcome {
  file: string;
  symbol: SymbolCode | null;
  added: number;
  changed: number;
  /** Why the file was passed over (holds no bars), or what stopped it. */
  skipped: string | null;
  error: ErrorRecord | null;
}

export interface JobInfo {
  job: string;
  method: Method;
  startedAt: string;
  progress: Progress | null;
}

/** Output of each method; inputs come from `inputSchemas`. */
export interface EngineOutputs {
  'app.status': AppStatus;
  'settings.get': Settings;
  'settings.set': Settings;
  'instruments.list': InstrumentSummary[];
  'bars.view': BarsView;
  'bars.remove': { removed: number };
  'bars.update': UpdateOutcome[];
  'bars.import': ImportOutcome[];
  'bars.importPaths': ImportOutcome[];
  'source.test': { isReachable: boolean; latencyMs: number; note: string };
  'sample.run': { run: string };
  'run.timing': { run: string };
  'run.resume': { run: string };
  'runs.list': RunSummary[];
  'runs.get': TimingReport;
  'runs.delete': { deleted: boolean };
  'runs.exportHtml': { html: string };
  'jobs.list': JobInfo[];
  'jobs.cancel': { cancelled: boolean };
}

export type Method = keyof typeof inputSchemas;
/** What a caller sends: fields with a default may be left out. */
export type Input<M extends Method> = z.input<(typeof inputSchemas)[M]>;
/** What a handler receives: parsed, defaults filled in. */
export type ParsedInput<M extends Method> = z.output<(typeof inputSchemas)[M]>;
export type Output<M extends Method> = EngineOutputs[M];

/** Methods that take long, report progress and are listed by `jobs.list`; the others answer at once. */
export const JOB_METHODS = [
  'bars.update',
  'bars.import',
  'bars.importPaths',
  'sample.run',
  'run.timing',
  'run.resume',
] as const satisfies readonly Method[];

export interface HandlerContext {
  signal: AbortSignal;
  report: (progress: Progress) => void;
}

export type Handler<M extends Method> = (
  input: ParsedInput<M>,
  context: HandlerContext,
) => Promise<Output<M>>;
export type Handlers = { [M in Method]: Handler<M> };

/** Pushes without a call. */
export interface EngineEvents {
  /** `restarting`: it died and is being started again; `failed`: it will not start, `note` says why. */
  'engine.state': { state: 'ready' | 'restarting' | 'failed'; note: string | null };
  /** The set of stored bars changed. */
  'bars.changed': { symbols: SymbolCode[] };
  /** A run was added, finished or removed. */
  'runs.changed': { run: string };
  /** A job started, progressed or ended (`isDone`). */
  'job.changed': JobInfo & { isDone: boolean; error: ErrorRecord | null };
}
export type EventName = keyof EngineEvents;

/** Every message is plain JSON: the same on a port, a pipe and a socket. */
export type ToEngine =
  { type: 'call'; id: string; method: Method; input: unknown } | { type: 'cancel'; id: string };

export type EventMessage = {
  [E in EventName]: { type: 'event'; name: E; payload: EngineEvents[E] };
}[EventName];

export type FromEngine =
  | { type: 'progress'; id: string; value: Progress }
  | { type: 'done'; id: string; output: unknown }
  | { type: 'failed'; id: string; error: ErrorRecord }
  | EventMessage;

export const toEngineSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('call'),
    id: z.string().min(1).max(64),
    method: z.string(),
    input: z.unknown(),
  }),
  z.strictObject({ type: z.literal('cancel'), id: z.string().min(1).max(64) }),
]);
