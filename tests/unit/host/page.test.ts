import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageHeaders, readPageFile } from '#main/host/page.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

function makePage(): string {
  const folder = makeTempDir();
  const root = join(folder, 'page');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.json'), '{}');
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'a b.js'), '1');
  writeFileSync(join(root, 'notes.txt'), 'not part of a page');
  return root;
}

describe('readPageFile', () => {
  it('serves the page at / and its files by name', async () => {
    const root = makePage();
    expect((await readPageFile(root, '/'))?.contentType).toBe('text/html; charset=utf-8');
    expect((await readPageFile(root, '/assets/a%20b.js'))?.body.toString()).toBe('1');
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..\\secret.json',
    '/%',
    '/a%00.js',
    '',
    'index.html',
    '/missing.js',
    '/assets',
    '/notes.txt',
    `/${'x'.repeat(5000)}.js`,
  ])('serves nothing for %j', async (path) => {
    expect(await readPageFile(makePage(), path)).toBeNull();
  });
});

describe('pageHeaders', () => {
  it('allows scripts of the page itself only', () => {
    const policy = pageHeaders()['Content-Security-Policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
  });
});
