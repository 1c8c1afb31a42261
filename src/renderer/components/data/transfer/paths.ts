/** A whole path of the engine's machine: `/data/x`, `C:\data\x`, `\\server\x`; it may not be this one's. */
export function isWholePath(text: string): boolean {
  return /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(text.trim());
}

/** A path beside a file: the same folder, another name. */
export function beside(file: string, name: string): string {
  const end = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1;
  return `${file.slice(0, end)}${name}`;
}

/** `zuot-2026-01-05.db`: the day of the backup. */
export function backupName(now: Date): string {
  return `zuot-${now.toLocaleDateString('sv')}.db`;
}

/** Bytes as kB, MB or GB. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ''}`;
}
