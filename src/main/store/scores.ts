import type Database from 'better-sqlite3';
import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

/** Scores of one model of a run: dates × symbols, element `date × symbols.length + symbol`. */
export interface StoredScores {
  /** Trade dates, ascending; each row is known at the close of its date. */
  dates: Int32Array;
  symbols: readonly SymbolCode[];
  /** NaN = no score. */
  scores: Float64Array;
  /** What the scores speak of; NaN while unknown. */
  outcomes: Float64Array;
  /** What the model itself gave, one for each window, for a run that goes on after a crash. */
  predictions: Float32Array;
  /** Left out where none is known. */
  doubts?: ScoreDoubts;
}

/** Columns of the shape of `scores`, NaN where there is none; null where none was asked for. */
export interface ScoreDoubts {
  /** Lower end of the 90% band around the score. */
  lowers: Float64Array | null;
  /** Standard deviation over passes with dropout on, in the labels' scale. */
  spreads: Float64Array | null;
  /** Share of the training windows that lie nearer to their middle. */
  distances: Float64Array | null;
}

const DOUBTS = ['lowers', 'spreads', 'distances'] as const satisfies (keyof ScoreDoubts)[];

export interface ScoreStore {
  /** Adds or replaces; throws INVALID_INPUT for an unknown run. */
  save: (run: string, model: string, scores: StoredScores) => void;
  /** Null where this model of the run has none. */
  read: (run: string, model: string) => StoredScores | null;
}

const rowSchema = z.object({
  symbols: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  dates: z.instanceof(Uint8Array),
  scores: z.instanceof(Uint8Array),
  outcomes: z.instanceof(Uint8Array),
  predictions: z.instanceof(Uint8Array),
  lowers: z.instanceof(Uint8Array).nullable(),
  spreads: z.instanceof(Uint8Array).nullable(),
  distances: z.instanceof(Uint8Array).nullable(),
});

export function createScores(db: Database.Database): ScoreStore {
  const put = db.prepare(`INSERT INTO run_scores
    (run_id, model, symbols, dates, scores, outcomes, predictions, lowers, spreads, distances)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET symbols = excluded.symbols, dates = excluded.dates,
      scores = excluded.scores, outcomes = excluded.outcomes, predictions = excluded.predictions,
      lowers = excluded.lowers, spreads = excluded.spreads, distances = excluded.distances`);
  const one = db.prepare('SELECT * FROM run_scores WHERE run_id = ? AND model = ?');
  const exists = db.prepare('SELECT 1 FROM runs WHERE id = ?');
  return {
    save: (run, model, { dates, symbols, scores, outcomes, predictions, doubts }) => {
      const size = dates.length * symbols.length;
      assert(scores.length === size && outcomes.length === size, 'scores are dates × symbols');
      if (exists.get(run) === undefined) {
        throw new AppError('INVALID_INPUT', `run ${run} does not exist`, { run });
      }
      const columns = [dates, scores, outcomes, predictions].map(bytesOf);
      const known = DOUBTS.map((key) => {
        const column = doubts?.[key];
        return column ? bytesOf(column) : null;
      });
      put.run(run, model, JSON.stringify(symbols), ...columns, ...known);
    },
    read: (run, model) => {
      const row = one.get(run, model);
      if (row === undefined) return null;
      const { symbols, dates, scores, outcomes, predictions, ...doubts } = rowSchema.parse(row);
      const columnOf = (key: keyof ScoreDoubts): Float64Array | null =>
        doubts[key] && new Float64Array(copyOf(doubts[key]));
      const isKnown = DOUBTS.some((key) => doubts[key] !== null);
      return {
        symbols,
        dates: new Int32Array(copyOf(dates)),
        scores: new Float64Array(copyOf(scores)),
        outcomes: new Float64Array(copyOf(outcomes)),
        predictions: new Float32Array(copyOf(predictions)),
        ...(isKnown && {
          doubts: {
            lowers: columnOf('lowers'),
            spreads: columnOf('spreads'),
            distances: columnOf('distances'),
          },
        }),
      };
    },
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Bytes at the start of a buffer of their own, as a typed array over them needs. */
const copyOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
