import { endTestRun } from './start-test-mongod.ts';

export default endTestRun;
