import { describeToolkitGolden } from './toolkitGolden.ts';

describeToolkitGolden('native');
