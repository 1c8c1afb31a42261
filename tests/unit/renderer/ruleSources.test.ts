import { describe, expect, it } from 'vitest';
import { listRules } from '#main/market/listRules.ts';
import { MESSAGES } from '#renderer/text/index.ts';

describe('sources of the exchange rules', () => {
  it('are named in the language of the reader', () => {
    for (const { source } of listRules()) {
      expect(MESSAGES.en.health.rules.sourceOf(source)).toBe(source);
      expect(MESSAGES['zh-CN'].health.rules.sourceOf(source)).not.toBe(source);
    }
  });
});
