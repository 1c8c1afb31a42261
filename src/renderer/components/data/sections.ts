export const SECTIONS = [
  'bars',
  'download',
  'watchlist',
  'health',
  'minutes',
  'sources',
  'transfer',
] as const;
export type Section = (typeof SECTIONS)[number];

/** The section of an address; null where it names none. */
export function readSection(param: unknown): Section | null {
  return SECTIONS.find((section) => section === param) ?? null;
}
