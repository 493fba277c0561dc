import { startTestRun } from './start-test-mongod.ts';

export default startTestRun;
