import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from '#main/lib/random.ts';
import { AppError } from '#shared/errors.ts';
import { mutateText } from '#tests/fixtures/mutateText.ts';
import { SOURCE_PARSERS } from '#tests/fixtures/sourceParsers.ts';

const BODIES = 10_000;
const ALLOWED = /^(SOURCE_|INVALID_INPUT$)/;

describe.each(Object.entries(SOURCE_PARSERS))('the parser of %s', (name, parser) => {
  it('ends 10,000 broken bodies in a storable result or a clear error', async () => {
    const random = createRandom(deriveSeed(20260105, name));
    let refused = 0;
    for (let i = 0; i < BODIES; i++) {
      const body = mutateText(parser.body, random);
      try {
        parser.check((await parser.parse(body)) as never);
      } catch (error) {
        const isClear = error instanceof AppError && ALLOWED.test(error.code);
        if (!isClear) throw new Error(`body ${i}: ${body}`, { cause: error });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(BODIES / 4);
  });
});
