import { describeDates } from './dates.ts';

describeDates('native');
