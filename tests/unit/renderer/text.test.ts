import { describe, expect, it } from 'vitest';
import { MESSAGES } from '#renderer/text/index.ts';
import { explainNote } from '#shared/notes.ts';
import { ERROR_CODES } from '#shared/errors.ts';

const CHINESE = /[\u4e00-\u9fff]/;

/** Every sentence with its path; functions are called with stand-ins. */
function sentences(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    const made: unknown = (node as (...values: unknown[]) => unknown)('2', '3', '4');
    return typeof made === 'string' ? [[path, made]] : [];
  }
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => sentences(value, `${path}.${key}`));
}

describe('text', () => {
  it('has the same sentences in both languages', () => {
    const keys = (node: unknown) => sentences(node).map(([path]) => path);
    expect(keys(MESSAGES.en)).toEqual(keys(MESSAGES['zh-CN']));
  });

  it('leaves no sentence empty', () => {
    const empty = [...sentences(MESSAGES.en), ...sentences(MESSAGES['zh-CN'])].filter(
      ([, text]) => text.trim() === '',
    );
    expect(empty).toEqual([]);
  });

  it('has no Chinese in English, but for the product and the names of shares', () => {
    const left = sentences(MESSAGES.en)
      .filter(([path]) => path !== '.words.productName')
      .filter(([, text]) => CHINESE.test(text));
    expect(left).toEqual([]);
  });

  it('says for every error code what happened and what to do', () => {
    for (const code of ERROR_CODES) {
      expect(MESSAGES['zh-CN'].errors.codes[code].what, code).toMatch(CHINESE);
      expect(MESSAGES['zh-CN'].errors.codes[code].next, code).toMatch(CHINESE);
    }
  });

  it('translates the notes of a report and keeps their figures', () => {
    const note =
      'Exits rest in the market within the day; on 7 days a stop and a target were both touched and the worse one was taken.';
    expect(explainNote(note, 'zh-CN')).toContain('7 天');
    expect(explainNote(note, 'en')).toBe(note);
    expect(explainNote('Something new.', 'zh-CN')).toBe('Something new.');
  });
});
