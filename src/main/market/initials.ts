/** First letters of readings, and a character at which each begins in pinyin order. */
const LETTERS = 'abcdefghjklmnopqrstwxyz';
const FIRSTS = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他屲夕丫帀';

/** The whole of Unicode's hanzi in pinyin order, by the first reading of each. */
const order = new Intl.Collator('zh-u-co-pinyin');

/** Readings that company names use and that are not the character's first one. */
const OTHER_READINGS: readonly [word: string, initials: string][] = [
  ['银行', 'yh'],
  ['重庆', 'cq'],
  ['厦门', 'xm'],
  ['长', 'c'],
  ['厦', 'x'],
  ['曾', 'z'],
];

const known = new Map<string, string>();

function letterOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return /[a-z0-9]/.test(character) ? character : '';
  const stored = known.get(character);
  if (stored !== undefined) return stored;
  let letter = 'a';
  for (let i = 0; i < FIRSTS.length && order.compare(character, FIRSTS[i]) >= 0; i++) {
    letter = LETTERS[i];
  }
  known.set(character, letter);
  return letter;
}

/**
 * Pinyin initials of a name, lower case: `贵州茅台` → `gzmt`, `*ST 海航` → `sthh`. A character with
 * several readings counts with its first one, but for a few words of company names.
 */
export function initialsOf(name: string): string {
  let text = name.normalize('NFKC').toLowerCase();
  for (const [word, initials] of OTHER_READINGS) text = text.replaceAll(word, initials);
  return Array.from(text, letterOf).join('');
}
