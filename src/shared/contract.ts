import { z } from 'zod';
import { DATA_JOBS, dataInputs } from './dataContract.ts';
import type { DataOutputs } from './dataContract.ts';
import { NETWORK_SOURCES } from './domain.ts';
import type { SymbolCode } from './domain.ts';
import type { ErrorRecord } from './errors.ts';
import { timingConfigSchema } from './run.ts';
import type { BackendInfo } from './run.ts';
import { runIdSchema } from './runId.ts';
import type { RunReport, RunSummary } from './runs.ts';
import { SEARCH_JOBS, searchInputs } from './searchContract.ts';
import type { SearchOutputs } from './searchContract.ts';
import { SELECTION_JOBS, selectionInputs } from './selectionContract.ts';
import type { SelectionOutputs } from './selectionContract.ts';
import { TOOLKIT_JOBS, toolkitInputs } from './toolkitContract.ts';
import type { ToolkitOutputs } from './toolkitContract.ts';

/** The one shape of progress; `done` of `total` units of `step`. */
export interface Progress {
  step: string;
  done: number;
  total: number;
  note?: string;
  data?: Record<string, string | number | null>;
}

const empty = z.strictObject({});

/** `''` = the source's own hosts; otherwise requests go to `<address>/<host>/<path>`. */
const baseUrl = z.union([z.literal(''), z.url()]);

const settingsFields = z.strictObject({
  aktoolsUrl: z.url(),
  /** Milliseconds before one request to a source is given up. */
  requestTimeoutMs: z.number().int().min(1000).max(300_000),
  language: z.enum(['zh-CN', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Engine workers for folds; 0 = one per core. */
  workers: z.number().int().min(0).max(64),
  /** The order in which sources are asked. */
  sourceOrder: z
    .array(z.enum(NETWORK_SOURCES))
    .min(1)
    .refine((names) => new Set(names).size === names.length, 'a source is named twice'),
  eastmoneyUrl: baseUrl,
  tencentUrl: baseUrl,
  sinaUrl: baseUrl,
  /** Milliseconds between two requests to one host; up to half of it is added at random. */
  spacingMs: z.number().int().min(0).max(60_000),
  /** Minutes for which a host that shut us out is left alone. */
  pauseMinutes: z.number().min(0).max(1440),
  /** Seconds between two looks at the watchlist's prices during sessions; 0 = off. */
  spotSeconds: z.number().int().min(0).max(3600),
  /** Whether the watchlist's minutes are recorded after each session while the app runs. */
  archiveMinutes: z.boolean(),
});
const { shape: field } = settingsFields;
export const settingsSchema = z.strictObject({
  aktoolsUrl: field.aktoolsUrl.default('http://127.0.0.1:8080'),
  requestTimeoutMs: field.requestTimeoutMs.default(20_000),
  language: field.language.default('zh-CN'),
  theme: field.theme.default('system'),
  workers: field.workers.default(0),
  sourceOrder: field.sourceOrder.default([...NETWORK_SOURCES]),
  eastmoneyUrl: field.eastmoneyUrl.default(''),
  tencentUrl: field.tencentUrl.default(''),
  sinaUrl: field.sinaUrl.default(''),
  spacingMs: field.spacingMs.default(1200),
  pauseMinutes: field.pauseMinutes.default(10),
  spotSeconds: field.spotSeconds.default(0),
  archiveMinutes: field.archiveMinutes.default(false),
});
/** Without defaults, which zod would fill in even under `partial`: what is left out stays as stored. */
export const settingsPatchSchema = settingsFields.partial();
export type Settings = z.infer<typeof settingsSchema>;

/** Parsed at the engine's door: renderer, socket and command line are all untrusted. */
export const inputSchemas = {
  'app.status': empty,
  'settings.get': empty,
  'settings.set': settingsPatchSchema,
  ...dataInputs,
  ...selectionInputs,
  ...searchInputs,
  ...toolkitInputs,
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

export interface JobInfo {
  job: string;
  method: Method;
  startedAt: string;
  progress: Progress | null;
}

/** Output of each method; inputs come from `inputSchemas`. */
export interface EngineOutputs
  extends DataOutputs, SelectionOutputs, SearchOutputs, ToolkitOutputs {
  'app.status': AppStatus;
  'settings.get': Settings;
  'settings.set': Settings;
  'sample.run': { run: string };
  'run.timing': { run: string };
  'run.resume': { run: string };
  'runs.list': RunSummary[];
  'runs.get': RunReport;
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
  ...DATA_JOBS,
  ...SELECTION_JOBS,
  ...SEARCH_JOBS,
  ...TOOLKIT_JOBS,
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
  /** A source was paused or released. */
  'sources.changed': Record<string, never>;
  /** New prices of the watchlist. */
  'spot.changed': Record<string, never>;
  /** The state of a download changed. */
  'downloads.changed': { download: string };
  /** The set of stored bars changed. */
  'bars.changed': { symbols: SymbolCode[] };
  /** A run was added, finished or removed. */
  'runs.changed': { run: string };
  /** A search was added, finished a trial, ended or was removed. */
  'searches.changed': { search: string };
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
