const MISSING = '—';

const formats = new Map<string, Intl.NumberFormat>();

/** Thousands separated; making a format is slow, so each is made once. */
function grouped(value: number, digits: number, minimumDigits = digits): string {
  const key = `${digits}/${minimumDigits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat('en-US', {
      minimumFractionDigits: minimumDigits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format.format(value);
}

/** True minus sign, and no sign on what rounds to zero. */
const signed = (text: string, isSigned: boolean): string => {
  if (/^-?[0.,]+%?$/.test(text)) return text.replace('-', '');
  if (text.startsWith('-')) return `−${text.slice(1)}`;
  return isSigned ? `+${text}` : text;
};

/** `+12.34%`; an em dash where there is none. */
export const percent = (value: number | null, digits = 2): string =>
  value === null ? MISSING : signed(`${grouped(value * 100, digits)}%`, true);

/** `12.3%` for shares, which have no direction. */
export const share = (value: number | null, digits = 1): string =>
  value === null ? MISSING : signed(`${grouped(value * 100, digits)}%`, false);

export const decimal = (value: number | null, digits = 2): string =>
  value === null ? MISSING : signed(grouped(value, digits), false);

export const count = (value: number | null): string => decimal(value, 0);

export const yuan = (value: number | null): string => decimal(value, 2);

/** 万元: ten thousand yuan, as Chinese readers scan large sums. */
export const tenThousand = (value: number): string =>
  `${grouped(value / 10_000, Math.abs(value) < 1_000_000 ? 1 : 0, 0)}万`;

/** CSS class of a value with a direction: red up, green down. */
export const direction = (value: number | null): 'up' | 'down' | 'flat' => {
  if (value === null || Math.abs(value) < 5e-7) return 'flat';
  return value > 0 ? 'up' : 'down';
};
