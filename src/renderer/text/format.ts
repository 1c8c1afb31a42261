import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { language } from './language.ts';
import type { Language } from './language.ts';

/** Shown where there is no value; never a zero that nobody measured. */
export const NONE = '—';

type Numeric = number | null | undefined;

/** Sign of a result for its colour; values that round to zero are flat. */
export function toneOf(value: Numeric, digits = 4): 'up' | 'down' | 'flat' {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'flat';
  const rounded = Number(value.toFixed(digits));
  return rounded > 0 ? 'up' : rounded < 0 ? 'down' : 'flat';
}

/** Every way in which a figure or a date becomes text; ratios in (0.05 = 5%), text out. */
export interface Formatter {
  number: (value: Numeric, digits?: number) => string;
  /** Sign always shown when `isSigned`. */
  percent: (value: Numeric, options?: { digits?: number; isSigned?: boolean }) => string;
  yuan: (value: Numeric, digits?: number) => string;
  /** 148.3万 / 1.2亿 in Chinese, 1.48M / 120M in English. */
  yuanShort: (value: Numeric) => string;
  signed: (value: Numeric, digits?: number) => string;
  /** No more digits than the value has, at most `most`. */
  shortest: (value: Numeric, most?: number) => string;
  /** Seconds as a length of time. */
  duration: (seconds: Numeric) => string;
  /** ISO time in local time, to the minute. */
  time: (iso: string | null | undefined) => string;
  /** Without the year while it is this one; the day alone when it is not. */
  recentTime: (iso: string) => string;
}

const MINUS = '\u2212';

/** One a number of digits: making one takes longer than a hundred uses, and a cursor asks for many. */
const GROUPERS = new Map<number, Intl.NumberFormat>();

function grouper(digits: number): Intl.NumberFormat {
  const known = GROUPERS.get(digits);
  if (known) return known;
  const made = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  GROUPERS.set(digits, made);
  return made;
}

function grouped(value: number, digits: number): string {
  const text = grouper(digits).format(Math.abs(value));
  const isZero = !/[1-9]/.test(text);
  return value < 0 && !isZero ? `${MINUS}${text}` : text;
}

function missing(value: Numeric): value is null | undefined {
  return value === null || value === undefined || !Number.isFinite(value);
}

function digitsOf(value: number, most: number): number {
  return String(Number(value.toFixed(most))).split('.')[1]?.length ?? 0;
}

function withPlus(value: number, text: string): string {
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

const SHORT_UNITS: Record<Language, [number, string][]> = {
  'zh-CN': [
    [1e8, '亿'],
    [1e4, '万'],
  ],
  en: [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ],
};

function yuanShort(value: number, inLanguage: Language): string {
  const unit = SHORT_UNITS[inLanguage].find(([size]) => Math.abs(value) >= size);
  return unit ? `${grouped(value / unit[0], 2)}${unit[1]}` : grouped(value, 0);
}

function duration(seconds: number, inLanguage: Language): string {
  const [hour, minute, second] = inLanguage === 'en' ? [' h ', ' min ', ' s'] : ['时', '分', '秒'];
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}${second}`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}${minute}${whole % 60}${second}`;
  return `${Math.floor(minutes / 60)}${hour}${minutes % 60}${minute}`.trim();
}

function localTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return NONE;
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

function recentTime(iso: string): string {
  const text = localTime(iso);
  return text.startsWith(`${new Date().getFullYear()}-`) ? text.slice(5) : text.slice(0, 10);
}

export function createFormatter(inLanguage: Language): Formatter {
  const unless = (value: Numeric, make: (present: number) => string) =>
    missing(value) ? NONE : make(value);
  return {
    number: (value, digits = 2) => unless(value, (v) => grouped(v, digits)),
    percent: (value, { digits = 2, isSigned = false } = {}) =>
      unless(value, (v) => {
        const text = `${grouped(v * 100, digits)}%`;
        return isSigned ? withPlus(v, text) : text;
      }),
    yuan: (value, digits = 2) => unless(value, (v) => grouped(v, digits)),
    yuanShort: (value) => unless(value, (v) => yuanShort(v, inLanguage)),
    shortest: (value, most = 6) => unless(value, (v) => grouped(v, digitsOf(v, most))),
    signed: (value, digits = 2) => unless(value, (v) => withPlus(v, grouped(v, digits))),
    duration: (value) => unless(value, (v) => duration(v, inLanguage)),
    time: (iso) => (iso ? localTime(iso) : NONE),
    recentTime,
  };
}

const current = computed(() => createFormatter(language.value));

/** The formatter of the language in force; changes with it. */
export function useFormat(): ComputedRef<Formatter> {
  return current;
}
