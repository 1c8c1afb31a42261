import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';
import { unzipMembers } from '#scripts/native/unzip.ts';

interface Entry {
  name: string;
  text: string;
  isStored?: boolean;
}

/** A zip file as wheels are: local headers, data, central directory, end record. */
function makeZip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, isStored } of entries) {
    const data = isStored ? Buffer.from(text) : deflateRawSync(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isStored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(text), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(text.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\0\0'), common, tail, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\u0005\u0006'), end]);
}

const write = (bytes: Buffer): { zip: string; folder: string } => {
  const folder = makeTempDir();
  const zip = join(folder, 'some.whl');
  writeFileSync(zip, bytes);
  return { zip, folder };
};
const nothing = (): void => undefined;

describe('taking members out of a wheel', () => {
  it('unpacks the wanted ones, compressed, stored and empty', async () => {
    const { zip, folder } = write(
      makeZip([
        { name: 'lib/a.so', text: 'x'.repeat(5000) },
        { name: 'lib/b.h', text: 'stored', isStored: true },
        { name: 'lib/empty.h', text: '', isStored: true },
        { name: 'other', text: 'unwanted' },
      ]),
    );
    const names = await unzipMembers(zip, folder, (name) => name.startsWith('lib/'), nothing);
    expect(names).toEqual(['lib/a.so', 'lib/b.h', 'lib/empty.h']);
    expect(readFileSync(join(folder, 'lib/a.so'), 'utf8')).toBe('x'.repeat(5000));
    expect(readFileSync(join(folder, 'lib/b.h'), 'utf8')).toBe('stored');
    expect(readFileSync(join(folder, 'lib/empty.h'), 'utf8')).toBe('');
  });

  it('refuses a damaged member, a cut file and a name that leads outside', async () => {
    const good = makeZip([{ name: 'a', text: 'some text', isStored: true }]);
    const damaged = Buffer.from(good);
    damaged[good.indexOf('some text')] ^= 1;
    const cases = [damaged, good.subarray(0, 40), makeZip([{ name: '../a', text: 'out' }])];
    for (const bytes of cases) {
      const { zip, folder } = write(bytes);
      await expect(unzipMembers(zip, folder, () => true, nothing)).rejects.toThrow();
    }
  });
});
