import type { Overlay } from '#shared/dataContract.ts';
import { ADX } from './indicators/adx.ts';
import { ATR } from './indicators/atr.ts';
import { BOLLINGER, BOLLINGER_BANDS } from './indicators/bollinger.ts';
import { CCI } from './indicators/cci.ts';
import { ICHIMOKU } from './indicators/ichimoku.ts';
import { KDJ } from './indicators/kdj.ts';
import { MACD, MACD_FROM_FIRST, MACD_PANE } from './indicators/macd.ts';
import { MFI } from './indicators/mfi.ts';
import { MOMENTUM, RATE_OF_CHANGE, RETURNS } from './indicators/momentum.ts';
import { MEAN_DISTANCE, MOVING_AVERAGES } from './indicators/movingAverage.ts';
import { OBV } from './indicators/obv.ts';
import { PPO } from './indicators/ppo.ts';
import { RANGE_52W } from './indicators/range52w.ts';
import { CUTLER_RSI, RSI, RSI_LINES } from './indicators/rsi.ts';
import type { IndicatorSpec } from './indicators/spec.ts';
import { STOCHASTIC } from './indicators/stochastic.ts';
import { STOCH_RSI } from './indicators/stochRsi.ts';
import { TRIX } from './indicators/trix.ts';
import { ULTIMATE_OSCILLATOR } from './indicators/ultimateOscillator.ts';
import { VOLATILITY } from './indicators/volatility.ts';
import { VOLUME_RATIO } from './indicators/volumeRatio.ts';
import { WILLIAMS_R } from './indicators/williamsR.ts';

/** Indicators of the timing preset; the model's input columns follow this order. */
export const TIMING_INDICATORS: readonly IndicatorSpec[] = [
  ...RETURNS,
  VOLATILITY,
  MEAN_DISTANCE,
  CUTLER_RSI,
  RSI,
  MACD_FROM_FIRST,
  MACD,
  BOLLINGER,
  ADX,
  OBV,
  STOCHASTIC,
  CCI,
  MOMENTUM,
  ATR,
  MFI,
  PPO,
  RATE_OF_CHANGE,
  TRIX,
  WILLIAMS_R,
  STOCH_RSI,
  ULTIMATE_OSCILLATOR,
  ...ICHIMOKU,
  RANGE_52W,
  VOLUME_RATIO,
];

/** Indicators of the K-line chart, by what the user switches on. */
export const OVERLAY_INDICATORS: Readonly<Record<Overlay, readonly IndicatorSpec[]>> = {
  ma: MOVING_AVERAGES,
  boll: [BOLLINGER_BANDS],
  macd: [MACD_PANE],
  rsi: RSI_LINES,
  kdj: [KDJ],
};

/** Every indicator there is; the indicator laws run over this list. */
export const INDICATORS: readonly IndicatorSpec[] = [
  ...TIMING_INDICATORS,
  ...Object.values(OVERLAY_INDICATORS).flat(),
];
