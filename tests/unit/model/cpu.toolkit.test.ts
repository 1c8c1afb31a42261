import { describeToolkit } from './toolkit.ts';

describeToolkit('cpu');
