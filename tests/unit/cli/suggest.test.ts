import { expect, test } from 'vitest';
import { nearest, quote, suggest } from '#main/cli/suggest.ts';

test('a suggested command is typed as the guide has it, on the same database', () => {
  expect(suggest('calendar --update')).toBe('npm run zuot -- calendar --update');
  expect(suggest('resume r', '/tmp/my bars.db')).toBe(
    "npm run zuot -- resume r --db '/tmp/my bars.db'",
  );
});

test.each([
  ['hidden=64', 'hidden=64'],
  ['features=@seven;close/open', "'features=@seven;close/open'"],
  ["label=it's", "'label=it'\\''s'"],
])('the shell reads %s as one word', (word, quoted) => {
  expect(quote(word)).toBe(quoted);
});

test('the nearest known word is found, and none where all are far', () => {
  const known = ['hidden', 'heads', 'treeCount'];
  expect(nearest('hiden', known)).toBe('hidden');
  expect(nearest('treecount', known)).toBe('treeCount');
  expect(nearest('colour', known)).toBeUndefined();
});
