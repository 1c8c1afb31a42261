import { toIsoDate } from '#main/lib/dates.ts';
import { RULE_NAMES } from '#shared/rules.ts';
import type { RuleRow } from '#shared/rules.ts';
import { rulebook } from './rulebook.ts';

/** Every dated row of the rulebook, by rule, board and date, the newest first. */
export function listRules(): RuleRow[] {
  return RULE_NAMES.flatMap((rule) =>
    [...rulebook[rule]]
      .sort((a, b) => a.boards[0].localeCompare(b.boards[0]) || b.from - a.from)
      .map(({ from, boards, prefixes = [], source, verified, ...terms }) => ({
        rule,
        from: toIsoDate(from),
        boards,
        prefixes,
        terms: toTerms(terms),
        source,
        isVerified: verified,
      })),
  );
}

/** Figures as they are; hours as text. */
function toTerms(terms: object): RuleRow['terms'] {
  return Object.fromEntries(
    Object.entries(terms).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' || typeof value === 'boolean' || value === null
        ? value
        : hoursOf(value),
    ]),
  );
}

const hoursOf = (value: unknown): string =>
  Array.isArray(value)
    ? value
        .map((part: { opens: string; closes: string }) => `${part.opens}–${part.closes}`)
        .join(', ')
    : String(value);
