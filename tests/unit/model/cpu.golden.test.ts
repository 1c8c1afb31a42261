import { describeGolden } from './golden.ts';

describeGolden('cpu');
