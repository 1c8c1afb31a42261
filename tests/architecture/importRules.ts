import { posix } from 'node:path';
import { listImports } from './importList.ts';
import type { ImportRecord } from './importList.ts';
import type { Finding, SourceFile } from './sourceFiles.ts';

interface RoomRule {
  /** Rooms whose values it may import. */
  rooms: readonly string[];
  /** Rooms of which it may import types only. */
  types?: readonly string[];
  /** Whether it computes only: no files, network, processes or clock. */
  isPure?: boolean;
}

const BASE = ['lib', 'market', 'shared'] as const;
const STREAM = ['features', 'dataset', 'model', 'signals', 'backtest', 'report'] as const;

const streamRule = (room: (typeof STREAM)[number]): RoomRule => ({
  rooms: BASE,
  types: STREAM.slice(0, STREAM.indexOf(room)).slice(-1),
  isPure: true,
});

/** The import table of docs/ARCHITECTURE.md. */
export const ROOM_RULES: Readonly<Record<string, RoomRule>> = {
  shared: { rooms: [], isPure: true },
  lib: { rooms: [] },
  market: { rooms: ['lib', 'shared'], isPure: true },
  store: { rooms: BASE },
  download: { rooms: BASE },
  ...Object.fromEntries(STREAM.map((room) => [room, streamRule(room)])),
  search: { rooms: ['lib', 'shared'], isPure: true },
  jobs: { rooms: [...BASE, 'store', 'download', ...STREAM, 'search'], types: ['rpc'] },
  rpc: { rooms: ['shared', 'lib'] },
  engine: { rooms: ['jobs', 'rpc', 'store', 'shared', 'lib'] },
  foldWorker: { rooms: ['jobs', 'model', 'shared', 'lib'] },
  cli: { rooms: ['jobs', 'rpc', 'store', 'market', 'shared', 'lib'] },
  host: { rooms: ['shared', 'rpc', 'lib'] },
  shell: { rooms: ['host', 'shared', 'rpc', 'lib'] },
  index: { rooms: ['shell', 'host', 'shared', 'rpc', 'lib'] },
  web: { rooms: ['host', 'shared', 'rpc', 'lib'] },
  preload: { rooms: ['shared'] },
  renderer: { rooms: ['shared'] },
};

/** Packages that belong to few rooms; a name covers its sub-paths, `node:` ones are listed whole. */
const PACKAGE_ROOMS: readonly { names: RegExp; rooms: readonly string[] }[] = [
  { names: /^electron(\/|$)/, rooms: ['shell', 'index', 'preload'] },
  { names: /^(better-sqlite3|node:sqlite)(\/|$)/, rooms: ['store'] },
  { names: /^@tensorflow\//, rooms: ['model'] },
  { names: /^axios(\/|$)/, rooms: ['download'] },
  {
    names: /^(ws|node:http2?|node:https|node:net|node:tls|node:dgram|node:dns)(\/|$)/,
    rooms: ['download', 'web', 'host'],
  },
  { names: /^(vue|vue-router|pinia|echarts|naive-ui)(\/|$)/, rooms: ['renderer'] },
];

/** What reaches out of the process or starts another. */
const IMPURE = /^node:(fs|child_process|worker_threads|cluster|readline|timers)(\/|$)/;

/** `src/main/jobs/runTiming.ts` → `jobs`; an entry file or the folder of its name → the entry. */
export function roomOf(path: string): string | null {
  const [, part, rest] = /^src\/(main|preload|renderer|shared)\/(.+)$/.exec(path) ?? [];
  if (!part) return null;
  return part === 'main' ? rest.split('/')[0].replace(/\.ts$/, '') : part;
}

/** Where an import leads: a path of ours, or null for a package. */
function resolveOwn(path: string, specifier: string): string | null {
  if (specifier.startsWith('#')) {
    return specifier
      .replace(/^#main\//, 'src/main/')
      .replace(/^#(shared|renderer)\//, 'src/$1/')
      .replace(/^#/, '');
  }
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null;
}

/** Every import of the file that the table does not allow. */
export function checkImports(file: SourceFile): Finding[] {
  const room = roomOf(file.path);
  if (room === null) return [];
  if (!Object.hasOwn(ROOM_RULES, room)) {
    return [{ path: file.path, line: 1, problem: `${room} is not a room of the import table` }];
  }
  return listImports(file).flatMap((record) => {
    const problem = judge(file.path, room, record);
    return problem === null ? [] : [{ path: file.path, line: record.line, problem }];
  });
}

function judge(path: string, room: string, record: ImportRecord): string | null {
  const { specifier } = record;
  if (specifier.startsWith('../../')) return `${specifier}: use #main/<room>/… or #shared/…`;
  const target = resolveOwn(path, specifier);
  return target === null
    ? judgePackage(room, specifier, record)
    : judgeOwn(path, room, target, record);
}

function judgeOwn(path: string, room: string, target: string, record: ImportRecord): string | null {
  if (target.startsWith('resources/') || target === 'package.json') return null;
  const other = roomOf(target);
  if (other === null) return `${record.specifier} leads out of src`;
  const rule = ROOM_RULES[room];
  if (other !== room) {
    if (record.specifier.startsWith('.') && !isEntry(path)) {
      return `${record.specifier}: another room is reached by #main/<room>/… or #shared/…`;
    }
    if (rule.rooms.includes(other)) return null;
    if (rule.types?.includes(other)) {
      return record.isTypeOnly ? null : `${room} may import types only from ${other}`;
    }
    return `${room} may not import ${other}`;
  }
  const isDetour = record.specifier.startsWith('#') && room !== 'renderer' && !isEntry(path);
  return isDetour ? `${record.specifier}: the same room is reached by ./` : null;
}

const isEntry = (path: string): boolean => /^src\/main\/[^/]+\.ts$/.test(path);

function judgePackage(room: string, specifier: string, record: ImportRecord): string | null {
  const owned = PACKAGE_ROOMS.find(({ names }) => names.test(specifier));
  if (owned && !owned.rooms.includes(room)) {
    return `${specifier} belongs to ${owned.rooms.join(', ')} only`;
  }
  if (ROOM_RULES[room].isPure && IMPURE.test(specifier) && !record.isTypeOnly) {
    return `${room} computes only: ${specifier}`;
  }
  if (['renderer', 'shared'].includes(room) && specifier.startsWith('node:')) {
    return `${room} runs in a page: ${specifier}`;
  }
  return null;
}
