import { describeReturnTraining } from './returnTraining.ts';
import { describeTraining } from './training.ts';

describeTraining('native');
describeReturnTraining('native');
