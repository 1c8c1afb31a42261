import { describe, expect, it } from 'vitest';
import { listImports } from './importList.ts';
import { checkImports, ROOM_RULES, roomOf } from './importRules.ts';
import { checkPurity } from './purity.ts';
import { listed, readSources } from './sourceFiles.ts';

const sources = readSources('src/**/*.ts', 'src/**/*.vue');
const problems = (path: string, text: string): string[] =>
  checkImports({ path, text }).map(({ problem }) => problem);

describe('the sources', () => {
  it('are found, in every room of the table', () => {
    const rooms = new Set(sources.map(({ path }) => roomOf(path)));
    expect([...Object.keys(ROOM_RULES)].filter((room) => !rooms.has(room))).toEqual([]);
  });

  it('import only what the table allows', () => {
    expect(listed(sources.flatMap(checkImports))).toEqual([]);
  });

  it('read no clock and no unseeded chance where they only compute', () => {
    expect(listed(sources.flatMap(checkPurity))).toEqual([]);
  });
});

describe('listImports', () => {
  it('finds every way to import, with its line and whether it is gone after compilation', () => {
    const text = [
      `import a, { type B } from 'one';`,
      `import type { C } from 'two';`,
      `import { type D, type E } from 'three';`,
      `export { f } from 'four';`,
      `export type { G } from 'five';`,
      `import 'six';`,
      `const h = await import('seven');`,
      `const i = require('eight');`,
      `type J = import('nine').J;`,
      `import * as k from 'ten';`,
      `// import x from 'comment'; and 'text from "string"'`,
    ].join('\n');
    const found = listImports({ path: 'src/main/lib/a.ts', text });
    expect(found.map(({ specifier }) => specifier)).toEqual(
      'one two three four five six seven eight nine ten'.split(' '),
    );
    expect(found.filter(({ isTypeOnly }) => isTypeOnly).map(({ line }) => line)).toEqual([
      2, 3, 5, 9,
    ]);
  });

  it('reads the script of a component with the line numbers of the file', () => {
    const text = `<template>\n  <p />\n</template>\n<script setup lang="ts">\nimport a from 'one';\n</script>`;
    expect(listImports({ path: 'src/renderer/A.vue', text })).toEqual([
      { specifier: 'one', line: 5, isTypeOnly: false },
    ]);
  });
});

describe('the import table refuses', () => {
  it.each([
    ['src/main/download/a.ts', `import { b } from '#main/store/b.ts';`, 'may not import store'],
    [
      'src/main/store/a.ts',
      `import type { B } from '#main/download/b.ts';`,
      'may not import download',
    ],
    ['src/main/model/a.ts', `import { b } from '#main/dataset/b.ts';`, 'types only from dataset'],
    [
      'src/main/report/a.ts',
      `import type { B } from '#main/signals/b.ts';`,
      'may not import signals',
    ],
    [
      'src/main/features/a.ts',
      `import type { B } from '#main/dataset/b.ts';`,
      'may not import dataset',
    ],
    ['src/main/lib/a.ts', `import { b } from '#shared/b.ts';`, 'may not import shared'],
    ['src/shared/a.ts', `import { b } from '#main/lib/b.ts';`, 'may not import lib'],
    ['src/renderer/a.ts', `import type { B } from '#main/report/b.ts';`, 'may not import report'],
    ['src/main/host/a.ts', `import { b } from '#main/jobs/b.ts';`, 'may not import jobs'],
    ['src/main/jobs/a.ts', `import { b } from '#main/rpc/b.ts';`, 'types only from rpc'],
    ['src/main/jobs/a.ts', `import { b } from '../store/b.ts';`, 'another room is reached by'],
    ['src/main/jobs/a.ts', `import { b } from '#main/jobs/b.ts';`, 'the same room is reached by'],
    ['src/main/download/sources/a.ts', `import { b } from '../../lib/b.ts';`, 'use #main/'],
    ['src/main/jobs/a.ts', `import { b } from '#tests/fixtures/b.ts';`, 'leads out of src'],
    ['src/main/helpers/a.ts', ``, 'not a room'],
    ['src/main/jobs/a.ts', `import { app } from 'electron';`, 'belongs to shell'],
    ['src/main/jobs/a.ts', `import Database from 'better-sqlite3';`, 'belongs to store'],
    ['src/main/jobs/a.ts', `const tf = await import('@tensorflow/tfjs-node');`, 'belongs to model'],
    ['src/main/jobs/a.ts', `import axios from 'axios';`, 'belongs to download'],
    ['src/main/store/a.ts', `import { get } from 'node:https';`, 'belongs to download'],
    ['src/main/backtest/a.ts', `import { readFileSync } from 'node:fs';`, 'computes only'],
    ['src/main/dataset/a.ts', `const fs = require('node:fs/promises');`, 'computes only'],
    ['src/renderer/a.ts', `import { join } from 'node:path';`, 'runs in a page'],
    ['src/main/jobs/a.ts', `import { ref } from 'vue';`, 'belongs to renderer'],
  ])('%s: %s', (path, text, problem) => {
    expect(problems(path, text)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('the import table allows', () => {
  it.each([
    ['src/main/model/a.ts', `import type { B } from '#main/dataset/b.ts';`],
    ['src/main/jobs/a.ts', `import { b } from '#main/store/b.ts'; import c from './c.ts';`],
    [
      'src/main/download/sources/a.ts',
      `import { b } from '../http.ts'; import axios from 'axios';`,
    ],
    ['src/main/engine.ts', `import { b } from './rpc/b.ts'; import p from '#package.json';`],
    ['src/main/report/a.ts', `import { createHash } from 'node:crypto';`],
    [
      'src/renderer/pages/A.vue',
      `<script setup>\nimport { b } from '#renderer/stores/b.ts';\n</script>`,
    ],
    ['src/main/market/a.ts', `import rules from '#resources/rulebook.json' with { type: 'json' };`],
  ])('%s: %s', (path, text) => {
    expect(problems(path, text)).toEqual([]);
  });
});

describe('the purity check', () => {
  it.each([
    'const now = Date.now();',
    'const today = new Date();',
    'const text = Date();',
    'const pick = Math.random;',
    'const start = performance.now();',
    'const id = crypto.randomUUID();',
    'await fetch(url);',
    'setTimeout(next, 10);',
  ])('refuses %s in a room that only computes', (text) => {
    expect(checkPurity({ path: 'src/main/signals/a.ts', text })).toHaveLength(1);
    expect(checkPurity({ path: 'src/main/jobs/a.ts', text })).toEqual([]);
  });

  it('allows dates made from values', () => {
    const text = 'new Date(86_400_000 * day).toISOString(); Date.UTC(2024, 0, 1);';
    expect(checkPurity({ path: 'src/main/lib/a.ts', text })).toEqual([]);
  });
});
