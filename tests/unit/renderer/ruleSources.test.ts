import { describe, expect, it } from 'vitest';
import { MESSAGES } from '#renderer/text/index.ts';
import rulebook from '#resources/rulebook.json' with { type: 'json' };

/** Every text under the name `source`, however deep. */
function sourcesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'source' && typeof inner === 'string' ? [inner] : sourcesOf(inner),
  );
}

describe('sources of the exchange rules', () => {
  it('are named in the language of the reader', () => {
    const sources = sourcesOf(rulebook);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      expect(MESSAGES.en.health.rules.sourceOf(source)).toBe(source);
      expect(MESSAGES['zh-CN'].health.rules.sourceOf(source)).not.toBe(source);
    }
  });
});
