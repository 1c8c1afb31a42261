import type { SymbolCode } from '#shared/domain.ts';
import type { Session } from './session.ts';

/** Said of figures from bars of no real stock. */
export const SIMULATED = '模拟数据 (simulated bars)';

/** The same behind a heading. */
export const simulatedTitle = (isSimulated: boolean): string =>
  isSimulated ? ` · ${SIMULATED}` : '';

/** What stands beside one simulated entry of a list. */
export const simulatedMark = (isSimulated: boolean): string => (isSimulated ? ' 模拟数据' : '');

export async function isSimulatedRun({ call }: Session, run: string): Promise<boolean> {
  const runs = await call('runs.list', {});
  return runs.some((each) => each.run === run && each.isSimulated);
}

/** Whether bars of any of these symbols are simulated. */
export async function areSimulated(
  { call }: Session,
  symbols: readonly SymbolCode[],
): Promise<boolean> {
  const stored = await call('instruments.list', {});
  return stored.some(({ symbol, isSimulated }) => isSimulated && symbols.includes(symbol));
}
