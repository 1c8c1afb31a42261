import { describeTraining } from './training.ts';

describeTraining('native');
