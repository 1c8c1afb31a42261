/** Below it better-sqlite3 crashes the process. */
export const OLDEST_NODE = '22.12';

/** Whether this Node (`24.11.0`) can run the engine. */
export function isNodeRecent(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12);
}
