import { describeToolkitGolden } from './toolkitGolden.ts';

describeToolkitGolden('cpu');
