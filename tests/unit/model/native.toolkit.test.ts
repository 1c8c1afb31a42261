import { describeToolkit } from './toolkit.ts';

describeToolkit('native');
