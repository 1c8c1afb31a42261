import { expect, it } from 'vitest';
import { assert } from '#main/lib/assert.ts';

it('throws its message when the condition does not hold and passes when it does', () => {
  expect(() => assert(1 > 2, 'one is more than two')).toThrow('assertion failed: one is more than');
  expect(() => assert('text', 'never thrown')).not.toThrow();
});
