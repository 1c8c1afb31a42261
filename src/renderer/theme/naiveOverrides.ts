import type { GlobalThemeOverrides } from 'naive-ui';
import { FONT_MONO, FONT_SANS } from './tokens.ts';
import type { Palette } from './tokens.ts';

type Common = NonNullable<GlobalThemeOverrides['common']>;

const SIZES: Common = {
  fontFamily: FONT_SANS,
  fontFamilyMono: FONT_MONO,
  fontSize: '13px',
  fontSizeMini: '12px',
  fontSizeTiny: '12px',
  fontSizeSmall: '13px',
  fontSizeMedium: '13px',
  fontSizeLarge: '14px',
  heightTiny: '24px',
  heightSmall: '28px',
  heightMedium: '32px',
  heightLarge: '36px',
  borderRadius: '6px',
  borderRadiusSmall: '4px',
};

/** Success is accent: green means "down" here. */
function stateColors({ accent, accentHover, warn, danger }: Palette): Common {
  return {
    primaryColor: accent,
    primaryColorHover: accentHover,
    primaryColorPressed: accentHover,
    primaryColorSuppl: accent,
    infoColor: accent,
    infoColorHover: accentHover,
    infoColorPressed: accentHover,
    infoColorSuppl: accent,
    successColor: accent,
    successColorHover: accentHover,
    successColorPressed: accentHover,
    successColorSuppl: accent,
    warningColor: warn,
    warningColorHover: warn,
    warningColorPressed: warn,
    warningColorSuppl: warn,
    errorColor: danger,
    errorColorHover: danger,
    errorColorPressed: danger,
    errorColorSuppl: danger,
  };
}

function surfaceColors(palette: Palette): Common {
  const { text, textSoft, textFaint, line, surface } = palette;
  return {
    textColorBase: text,
    textColor1: text,
    textColor2: text,
    textColor3: textFaint,
    textColorDisabled: textFaint,
    placeholderColor: textFaint,
    iconColor: textSoft,
    bodyColor: palette.bg,
    cardColor: surface,
    modalColor: surface,
    popoverColor: surface,
    tableColor: surface,
    inputColor: surface,
    tableHeaderColor: palette.sunken,
    tableColorHover: palette.hover,
    tableColorStriped: palette.sunken,
    hoverColor: palette.hover,
    borderColor: palette.lineStrong,
    dividerColor: line,
    closeIconColor: textFaint,
  };
}

/** Fields have an edge in both themes; naive-ui's dark one shows none. */
function fieldBorders({ accent, lineStrong, danger, surface, sunken }: Palette) {
  const edge = {
    border: `1px solid ${lineStrong}`,
    borderHover: `1px solid ${accent}`,
    borderFocus: `1px solid ${accent}`,
    borderActive: `1px solid ${accent}`,
    borderDisabled: `1px solid ${lineStrong}`,
    borderError: `1px solid ${danger}`,
    color: surface,
    colorFocus: surface,
    colorActive: surface,
    colorDisabled: sunken,
  };
  return { Input: edge, InternalSelection: edge };
}

/** Our palette in naive-ui's words. */
export function naiveOverrides(palette: Palette): GlobalThemeOverrides {
  const { text, textFaint, line } = palette;
  return {
    common: { ...SIZES, ...stateColors(palette), ...surfaceColors(palette) },
    ...fieldBorders(palette),
    DataTable: {
      thColorSorting: palette.sunken,
      tdColorSorting: palette.surface,
      thColorHover: palette.hover,
      thFontWeight: '500',
      thTextColor: textFaint,
      tdTextColor: text,
      borderColor: line,
      thPaddingSmall: '6px 10px',
      tdPaddingSmall: '5px 10px',
      fontSizeSmall: '13px',
    },
    Button: { fontWeight: '500', textColorPrimary: palette.onAccent },
    Tooltip: { color: palette.text, textColor: palette.surface },
    Tag: { borderRadius: '4px' },
  };
}
