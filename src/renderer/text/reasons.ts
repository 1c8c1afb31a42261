import type { Language } from './language.ts';

/** English keys of reasons as the engine writes them → Chinese. */
const ZH_TERMS: [RegExp, string][] = [[/\bprobability\b/g, '概率']];

/** A marker's reason in the reader's language; figures are kept, unknown words stay as they are. */
export function explainReason(reason: string, language: Language): string {
  if (language === 'en') return reason;
  return ZH_TERMS.reduce((text, [term, word]) => text.replace(term, word), reason);
}
