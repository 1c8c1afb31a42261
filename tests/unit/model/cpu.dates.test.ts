import { describeDates } from './dates.ts';

describeDates('cpu');
