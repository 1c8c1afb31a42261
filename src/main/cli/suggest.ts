/** A command as the guide has users type it, on the same database where that was named. */
export function suggest(command: string, db?: string): string {
  const named = db === undefined ? '' : ` --db ${quote(db)}`;
  return `npm run zuot -- ${command}${named}`;
}

/** The known word that was most likely meant; undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  const near = known
    .map((one) => ({ one, slips: slipsBetween(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips);
  return near.at(0)?.one;
}

/** Letters to put in, leave out or replace to make one word of the other (Levenshtein 1966). */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const replaced = row[j] + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, row[j + 1] + 1, next[j] + 1));
    }
    row = next;
  }
  return row[b.length];
}

/** A word as a shell reads it. */
export const quote = (word: string): string =>
  /^[\w.,=+:/@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
