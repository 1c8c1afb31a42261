import { INSTRUMENT_GROUPS } from '#main/download/source.ts';
import type { InstrumentGroup, ListedInstrument, Source } from '#main/download/source.ts';
import { isShareBoard } from '#main/market/symbol.ts';
import type { SectorMember } from '#main/store/members.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, Output, ParsedInput } from '#shared/contract.ts';
import type { TradeDate } from '#shared/domain.ts';
import { AppError, throwIfCancelled, toAppError, toErrorRecord } from '#shared/errors.ts';
import { askInOrder } from './askInOrder.ts';
import type { DownloadDependencies } from './downloadJob.ts';
import { exchangeDate } from './sessionClock.ts';

type Part = ParsedInput<'instruments.update'>['parts'][number];

/** Lists that are traded here; abroad is looked up symbol by symbol. */
const LISTED: readonly InstrumentGroup[] = INSTRUMENT_GROUPS.filter(
  (group) => group !== 'hk' && group !== 'us',
);
const CSI300 = '000300.SH';

interface PartCall {
  store: Store;
  sources: Source[];
  /** Sources only know today: the day on which a snapshot becomes known. */
  today: TradeDate;
  context: HandlerContext;
}

/** Refreshes the lists that sources keep, part by part; a part that fails carries its error. Throws CANCELLED. */
export async function updateInstruments(
  { store, desk, now }: DownloadDependencies,
  input: ParsedInput<'instruments.update'>,
  context: HandlerContext,
): Promise<Output<'instruments.update'>> {
  const call = {
    store,
    sources: desk.open(input.sources),
    today: exchangeDate(now()),
    context,
  };
  const parts = [...new Set(input.parts)];
  const outcomes: Output<'instruments.update'> = [];
  for (const part of parts) {
    throwIfCancelled(context.signal);
    context.report({ step: part, done: outcomes.length, total: parts.length });
    try {
      outcomes.push({ part, count: await PARTS[part](call), error: null });
    } catch (thrown) {
      const { code } = toAppError(thrown);
      if (!code.startsWith('SOURCE_') && code !== 'INVALID_INPUT') throw thrown;
      outcomes.push({ part, count: 0, error: toErrorRecord(thrown) });
    }
  }
  return outcomes;
}

/** Each returns how many entries it saved. */
const PARTS: Record<Part, (call: PartCall) => Promise<number>> = {
  list: saveLists,
  members: saveMembers,
  sectors: saveSectors,
  st: saveSt,
  ratios: saveRatios,
};

const lacks = ({ name }: Source, what: string): AppError =>
  new AppError('INVALID_INPUT', `${name} keeps no ${what}`);

async function readGroup(call: PartCall, group: InstrumentGroup): Promise<ListedInstrument[]> {
  const { value } = await askInOrder(call.sources, (source) => {
    if (!source.readInstruments) throw lacks(source, 'lists of instruments');
    return source.readInstruments(group, call.context.signal);
  });
  return value;
}

async function saveLists(call: PartCall): Promise<number> {
  const { store, context } = call;
  let count = 0;
  for (const [i, group] of LISTED.entries()) {
    context.report({ step: 'list', done: i, total: LISTED.length, note: group });
    const listed = await readGroup(call, group);
    store.instruments.saveAll(
      listed.map(({ symbol, name, board, listDate }) => ({
        symbol,
        name,
        board,
        listDate,
        delistDate: null,
        isSimulated: false,
      })),
    );
    if (group === 'shares') markSt(call, listed);
    count += listed.length;
  }
  return count;
}

async function saveSt(call: PartCall): Promise<number> {
  return markSt(call, await readGroup(call, 'shares'));
}

function markSt({ store, today }: PartCall, listed: readonly ListedInstrument[]): number {
  const symbols = listed.filter(({ isSt }) => isSt).map(({ symbol }) => symbol);
  store.instruments.markSt(symbols, today);
  return symbols.length;
}

async function saveMembers({ store, sources, today, context }: PartCall): Promise<number> {
  const { value: symbols } = await askInOrder(sources, (source) => {
    if (!source.readMembers) throw lacks(source, 'members of indices');
    return source.readMembers(CSI300, context.signal);
  });
  store.members.saveIndex(CSI300, today, symbols);
  return symbols.length;
}

/** Whole or not at all: a snapshot with a sector missing would read as if it had been dissolved. */
async function saveSectors({ store, sources, today, context }: PartCall): Promise<number> {
  const { value: members } = await askInOrder(sources, async (source) => {
    if (!source.readSectors || !source.readSectorMembers) throw lacks(source, 'sectors');
    const sectors = await source.readSectors(context.signal);
    const found: SectorMember[] = [];
    for (const [i, { code, name }] of sectors.entries()) {
      context.report({ step: 'sectors', done: i, total: sectors.length, note: name });
      for (const symbol of await source.readSectorMembers(code, context.signal)) {
        found.push({ sector: code, name, symbol });
      }
    }
    return found;
  });
  store.members.saveSectors('industry', today, members);
  return members.length;
}

/**
 * Value ratios of every stored share, each saved as it comes; a share of which the source says that it has
 * none is passed over.
 */
async function saveRatios({ store, sources, context }: PartCall): Promise<number> {
  const shares = store.instruments
    .list()
    .filter(({ board, isSimulated }) => isShareBoard(board) && !isSimulated);
  let count = 0;
  for (const [i, { symbol, name }] of shares.entries()) {
    throwIfCancelled(context.signal);
    context.report({ step: 'ratios', done: i, total: shares.length, note: name || symbol });
    try {
      const { value } = await askInOrder(sources, (source) => {
        if (!source.readValueRatios) throw lacks(source, 'value ratios');
        return source.readValueRatios(symbol, context.signal);
      });
      const { tradeDate, peTtm, pb, ps, pcf, marketCap, floatCap } = value;
      const turn = new Float64Array(tradeDate.length).fill(NaN);
      store.ratios.save(symbol, { tradeDate, pe: peTtm, pb, ps, pcf, turn, marketCap, floatCap });
      count++;
    } catch (thrown) {
      if (toAppError(thrown).details?.isAnswered !== true) throw thrown;
    }
  }
  return count;
}
