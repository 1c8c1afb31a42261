/** A command as the guide has users type it, on the same database where that was named. */
export function suggest(command: string, db?: string): string {
  const named = db === undefined ? '' : ` --db ${quote(db)}`;
  return `npm run zuot -- ${command}${named}`;
}

/** A word as a shell reads it. */
export const quote = (word: string): string =>
  /^[\w.,=+:/@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
