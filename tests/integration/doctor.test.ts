import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runDoctor } from '#main/cli/doctor.ts';
import { openStore } from '#main/store/store.ts';
import { makeBars, makeBatch, makeInstrument } from '#tests/fixtures/bars.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const databaseNote = async (file: string) => {
  const { record } = await runDoctor(file);
  return record.checks.find(({ name }) => name === 'database');
};

describe('the doctor', () => {
  it('finds pages that nobody has read yet, and says what to do', async () => {
    const file = join(makeTempDir(), 'zuot.db');
    const store = openStore(file);
    for (let i = 0; i < 20; i++) {
      store.bars.save(
        makeBatch(makeBars(500), { instrument: makeInstrument(`${600_000 + i}.SH`) }),
      );
    }
    store.close();
    expect(await databaseNote(file)).toMatchObject({ isGood: true });
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 8192) * 4096;
    writeFileSync(file, bytes.fill(0xa5, middle, middle + 8192));
    const found = await databaseNote(file);
    expect(found?.isGood).toBe(false);
    expect(found?.note).toMatch(/bars is damaged[^]*zuot restore[^]*zuot export/);
  });

  it('does not make a database of a file that is none', async () => {
    const file = join(makeTempDir(), 'zuot.db');
    writeFileSync(file, 'my diary\n'.repeat(500));
    expect(await databaseNote(file)).toMatchObject({ isGood: false });
    expect(readFileSync(file, 'utf8')).toMatch(/^my diary/);
  });
});

describe.runIf(process.platform === 'linux')('a database where no folder can be made', () => {
  it('is refused at once', () => {
    expect(failureOf(() => openStore('/proc/zuot/none/zuot.db'))).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
