import type { RiskKind } from '#shared/confidence.ts';
import type { RiskSettings } from '#shared/toolkitSettings.ts';
import type { Market } from './strategy.ts';

/** Daily returns of which the volatility is taken, as the published system does. */
const VOLATILITY_BARS = 20;
/** Volatility must come back to this share of its threshold, and stay there for so many closes. */
const CALM_SHARE = 0.8;
const CALM_CLOSES = 5;
/** Thresholds are passed by more than the rounding of a ratio. */
const NEAR = 1e-9;

/** How much may be held, and why. */
export interface RiskLimit {
  /** Share of equity. */
  exposure: number;
  kind: RiskKind;
  /** Drawdown or volatility at this close, and what it may be. */
  value: number;
  threshold: number;
  /** With its figures: `drawdown 12.3%, limit 10.0%`. */
  reason: string;
}

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)}%`;

const toLimit = (
  kind: RiskKind,
  value: number,
  threshold: number,
  exposure: number,
): RiskLimit => ({
  ...{ kind, value, threshold, exposure },
  reason: `${kind} ${percent(value)}, limit ${percent(threshold)}`,
});

/**
 * Sample standard deviation of the last 20 daily returns of the market's symbols in equal parts, on
 * adjusted closes. Suspended symbols are left out of their days. Known at the close.
 */
class MarketVolatility {
  /** Null until the first close: bars before the run count too. */
  #returns: number[] | null = null;

  /** Call once a close; null while fewer than 20 returns are known. */
  update(market: Market): number | null {
    if (this.#returns === null) {
      this.#returns = [];
      for (let ago = VOLATILITY_BARS - 1; ago > 0; ago--) this.#push(meanReturn(market, ago));
    }
    this.#push(meanReturn(market, 0));
    if (this.#returns.length < VOLATILITY_BARS) return null;
    const mean = this.#returns.reduce((sum, value) => sum + value, 0) / VOLATILITY_BARS;
    const squares = this.#returns.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return Math.sqrt(squares / (VOLATILITY_BARS - 1));
  }

  #push(value: number | null): void {
    if (value === null || this.#returns === null) return;
    this.#returns.push(value);
    if (this.#returns.length > VOLATILITY_BARS) this.#returns.shift();
  }
}

/** Mean of the returns of those that trade today and traded `ago` bars before; null without any. */
function meanReturn(market: Market, ago: number): number | null {
  let [sum, count] = [0, 0];
  for (let symbol = 0; symbol < market.symbols.length; symbol++) {
    if (!market.isTrading(symbol) || !(market.volume(symbol, ago) > 0)) continue;
    const before = market.close(symbol, ago + 1) * market.factor(symbol, ago + 1);
    const change = (market.close(symbol, ago) * market.factor(symbol, ago)) / before - 1;
    if (!Number.isFinite(change)) continue;
    sum += change;
    count++;
  }
  return count === 0 ? null : sum / count;
}

/**
 * Which limit is in force, judged at each close; the drawdown is looked at first.
 *
 * A drawdown beyond `riskDrawdown` limits until at most `riskRecovery` of that threshold is left of it.
 * A small position may never earn that much: after `riskResetDays` closes the peak is counted anew from
 * the equity of that close. A volatility beyond `riskVolatility` limits until it has been at 0.8 of the
 * threshold or below for 5 closes.
 */
export class RiskState {
  readonly #settings: RiskSettings;
  readonly #volatility = new MarketVolatility();
  #peak = 0;
  /** Closes since the drawdown passed its threshold; null while it has not. */
  #downCloses: number | null = null;
  #isRough = false;
  #calmCloses = 0;

  constructor(settings: RiskSettings) {
    this.#settings = settings;
  }

  /** Call once a close. */
  update(market: Market): RiskLimit | null {
    const drawdown = this.#watchDrawdown(market.equity);
    const volatility = this.#watchVolatility(market);
    const { riskDrawdown, riskDrawdownExposure } = this.#settings;
    const { riskVolatility, riskVolatilityExposure } = this.#settings;
    if (this.#downCloses !== null) {
      return toLimit('drawdown', drawdown, riskDrawdown, riskDrawdownExposure);
    }
    if (!this.#isRough || volatility === null) return null;
    return toLimit('volatility', volatility, riskVolatility, riskVolatilityExposure);
  }

  #watchDrawdown(equity: number): number {
    const { riskDrawdown, riskRecovery, riskResetDays } = this.#settings;
    this.#peak = Math.max(this.#peak, equity);
    const drawdown = 1 - equity / this.#peak;
    if (this.#downCloses === null) {
      if (drawdown > riskDrawdown + NEAR) this.#downCloses = 0;
      return drawdown;
    }
    this.#downCloses++;
    if (drawdown <= riskRecovery * riskDrawdown + NEAR) this.#downCloses = null;
    else if (riskResetDays > 0 && this.#downCloses >= riskResetDays) {
      this.#downCloses = null;
      this.#peak = equity;
    }
    return drawdown;
  }

  #watchVolatility(market: Market): number | null {
    const { riskVolatility } = this.#settings;
    const volatility = this.#volatility.update(market);
    if (volatility === null) return null;
    if (volatility > riskVolatility + NEAR) {
      this.#isRough = true;
      this.#calmCloses = 0;
      return volatility;
    }
    this.#calmCloses = volatility <= CALM_SHARE * riskVolatility ? this.#calmCloses + 1 : 0;
    if (this.#calmCloses >= CALM_CLOSES) this.#isRough = false;
    return volatility;
  }
}
