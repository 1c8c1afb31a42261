import { initial } from './0001-initial.ts';
import { runOwner } from './0002-run-owner.ts';
import { marketData } from './0003-market-data.ts';
import { runScores } from './0004-run-scores.ts';
import { searches } from './0005-searches.ts';
import { marketFacts } from './0006-market-facts.ts';
import { runImportance } from './0007-run-importance.ts';
import { scoreDoubts } from './0008-score-doubts.ts';

/** In order; number n of the list leads to `user_version` n. Never edit one that was released. */
export const migrations: readonly string[] = [
  initial,
  runOwner,
  marketData,
  runScores,
  searches,
  marketFacts,
  runImportance,
  scoreDoubts,
];
