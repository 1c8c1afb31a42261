import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withScratchFile } from '#main/lib/scratchFile.ts';

const BYTES = Buffer.from('bars');

describe('withScratchFile', () => {
  it('holds the bytes as long as the work runs', () => {
    const [text, folder] = withScratchFile('a.bin', BYTES, (at) => [
      readFileSync(join(at, 'a.bin'), 'utf8'),
      at,
    ]);
    expect(text).toBe('bars');
    expect(existsSync(folder)).toBe(false);
  });

  it('leaves nothing behind when the work fails', () => {
    let folder = '';
    const fail = (at: string): never => {
      folder = at;
      throw new Error('no');
    };
    expect(() => withScratchFile('a.bin', BYTES, fail)).toThrow('no');
    expect(existsSync(folder)).toBe(false);
  });
});
