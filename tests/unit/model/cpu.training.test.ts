import { describeTraining } from './training.ts';

describeTraining('cpu');
