import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import { engineClient } from '#renderer/engineClient/index.ts';
import { toAppError } from '#shared/errors.ts';
import type { ExpressionFault, FactorCheck } from '#shared/selectionContract.ts';

/** A fault of a program, at its place in the whole text. */
export interface CheckedText {
  line: number;
  from: number;
  length: number;
  fault: ExpressionFault | null;
  /** The faulty piece of the text. */
  piece: string;
  /** English; for faults that have no sentence of their own. */
  message: string;
  suggestion: string | null;
}

export interface ProgramCheck {
  faults: CheckedText[];
  lookback: number | null;
  lookahead: number | null;
  isCrossSectional: boolean;
}

const PAUSE_MS = 250;
const isExpression = (line: string): boolean => {
  const text = line.trim();
  return text !== '' && !text.startsWith('#') && !text.startsWith('@');
};

function check(text: string, isLabel: boolean): Promise<FactorCheck> {
  return engineClient.call('factor.check', { text, isLabel });
}

/** Each line of a list of factors stands alone; a label is one program. */
function partsOf(text: string, isLabel: boolean): { text: string; from: number; line: number }[] {
  if (isLabel) return text.trim() === '' ? [] : [{ text, from: 0, line: 1 }];
  let from = 0;
  return text.split('\n').flatMap((line, index) => {
    const part = { text: line, from, line: index + 1 };
    from += line.length + 1;
    return isExpression(line) ? [part] : [];
  });
}

const most = (values: readonly (number | null)[]): number | null =>
  values.includes(null) ? null : Math.max(0, ...values.map((value) => value ?? 0));

async function checkProgram(text: string, isLabel: boolean): Promise<ProgramCheck> {
  const parts = partsOf(text, isLabel);
  const answers = await Promise.all(parts.map((part) => check(part.text, isLabel)));
  const faults = answers.flatMap((answer, i): CheckedText[] => {
    const part = parts[i];
    if (answer.isValid || !part) return [];
    const { fault, message, position, length, suggestion } = answer;
    const line = part.line + part.text.slice(0, position).split('\n').length - 1;
    const piece = part.text.slice(position, position + length);
    return [{ line, from: part.from + position, length, fault, piece, message, suggestion }];
  });
  const good = answers.filter((answer) => answer.isValid);
  return {
    faults,
    lookback: most(good.map((answer) => answer.lookback)),
    lookahead: most(good.map((answer) => answer.lookahead)),
    isCrossSectional: good.some((answer) => answer.isCrossSectional),
  };
}

/** What the engine says of a program, asked a moment after the last keystroke; the newest answer counts. */
export function useFactorCheck(text: Ref<string>, isLabel: boolean) {
  const result = shallowRef<ProgramCheck | null>(null);
  const problem = shallowRef<string | null>(null);
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    const turn = ++asked;
    try {
      const answer = await checkProgram(text.value, isLabel);
      if (turn !== asked) return;
      result.value = answer;
      problem.value = null;
    } catch (thrown) {
      if (turn === asked) problem.value = toAppError(thrown).message;
    }
  }
  watch(
    text,
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), PAUSE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { result, problem };
}
