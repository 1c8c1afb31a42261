import { describeGolden } from './golden.ts';

describeGolden('native');
