import { z } from 'zod';
import { MINUTE_PERIODS, PERIODS } from './domain.ts';
import type { SourceName, SymbolCode } from './domain.ts';
import type { ErrorRecord } from './errors.ts';
import { symbols } from './namedLists.ts';
import type { RuleRow } from './rules.ts';
import { symbolSchema } from './symbolSchema.ts';

const empty = z.strictObject({});
const minutePeriod = z.literal(MINUTE_PERIODS);
const period = z.literal(PERIODS);
const path = z.string().min(1, 'name a file or a folder').max(4096);

export const FINDING_KINDS = [
  'gap',
  'jump',
  'suspended',
  'stale',
  'badBar',
  'unit',
  'wrongSymbol',
  'factorMismatch',
  'correction',
  'repairedOpen',
  'minuteMismatch',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];
export const SEVERITIES = ['info', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What looks wrong, files in and out, and the database itself. */
export const upkeepInputs = {
  'bars.import': z.strictObject({
    files: z
      .array(z.strictObject({ name: z.string().min(1).max(255), base64: z.base64() }))
      .min(1)
      .max(6000),
    symbol: symbolSchema.optional(),
  }),
  'bars.importPaths': z.strictObject({
    paths: z.array(path).min(1),
    symbol: symbolSchema.optional(),
  }),
  /** Raw bars with factors as CSV, one file a symbol, into a folder of the engine's machine. */
  'bars.export': z.strictObject({
    symbols,
    folder: path,
    minutes: z.array(minutePeriod).default([]),
  }),
  /** The same as text, for a window that saves files itself. */
  'bars.exportText': z.strictObject({
    symbol: symbolSchema,
    period: period.default('day'),
  }),
  'health.list': z.strictObject({
    symbol: symbolSchema.optional(),
    state: z.enum(['open', 'all']).default('open'),
  }),
  /** Looks at stored bars again. */
  'health.check': z.strictObject({ symbols: symbols.optional() }),
  'health.dismiss': z.strictObject({ findings: z.array(z.number().int()).min(1).max(10_000) }),
  'quarantine.list': z.strictObject({ symbol: symbolSchema.optional() }),
  /** The exchanges' dated rules as the app knows them. */
  'rulebook.get': empty,
  'store.backup': z.strictObject({ file: path }),
  'store.restore': z.strictObject({ file: path }),
  'store.check': empty,
} as const;

export const UPKEEP_JOBS = [
  'bars.import',
  'bars.importPaths',
  'bars.export',
  'health.check',
  'store.backup',
  'store.restore',
  'store.check',
] as const satisfies readonly (keyof typeof upkeepInputs)[];

export interface Finding {
  id: number;
  symbol: SymbolCode;
  /** YYYY-MM-DD */
  date: string;
  kind: FindingKind;
  severity: Severity;
  /** English, with figures. */
  note: string;
  source: SourceName | null;
  /** ISO time. */
  foundAt: string;
  state: 'open' | 'dismissed';
}

export interface QuarantinedRow {
  id: number;
  symbol: SymbolCode;
  source: SourceName;
  date: string;
  /** As it came. */
  row: string;
  problem: string;
  at: string;
}

export interface ImportOutcome {
  file: string;
  symbol: SymbolCode | null;
  added: number;
  changed: number;
  quarantined: number;
  /** Why the file was passed over (holds no bars), or what stopped it. */
  skipped: string | null;
  error: ErrorRecord | null;
}

export interface StoreCheck {
  isHealthy: boolean;
  /** English lines: what was looked at, what is wrong, what to do. */
  lines: string[];
}

export interface UpkeepOutputs {
  'bars.import': ImportOutcome[];
  'bars.importPaths': ImportOutcome[];
  'bars.export': { files: string[] };
  'bars.exportText': { name: string; text: string };
  'health.list': Finding[];
  'health.check': { checked: number; findings: number };
  'health.dismiss': { dismissed: number };
  'quarantine.list': QuarantinedRow[];
  'rulebook.get': RuleRow[];
  'store.backup': { file: string; bytes: number };
  'store.restore': { file: string; before: string };
  'store.check': StoreCheck;
}
