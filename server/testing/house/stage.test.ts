import { describe, expect, it } from '@jest/globals';
import { countOf } from './jest-stage.ts';
import { runStages } from './stage.ts';
import type { Stage } from './stage.ts';

const stage = (name: string, passed: number, failed: number): Stage => ({
  name,
  run: () => Promise.resolve({ passed, failed }),
});

const broken: Stage = { name: 'types', run: () => Promise.reject(new TypeError('no tsc')) };

describe('runStages', () => {
  it('runs every stage, also after a failure, and adds up', async () => {
    const said: string[] = [];

    const sum = await runStages([stage('lint', 0, 1), broken, stage('tests', 40, 2)], (line) =>
      said.push(line),
    );

    expect(sum).toEqual({ passed: 40, failed: 4, failedStages: ['lint', 'types', 'tests'] });
    expect(said.join('\n')).toContain('no tsc');
  });

  it('says how each stage went', async () => {
    const said: string[] = [];

    await runStages([stage('lint', 1, 0), stage('format', 0, 1)], (line) => said.push(line));

    expect(said.map((line) => line.replace(/ \(.*/, ''))).toEqual(['ok  lint', 'FAILED  format']);
  });
});

const report = {
  numPassedTests: 10,
  numFailedTests: 0,
  numPendingTests: 0,
  numRuntimeErrorTestSuites: 0,
  success: true,
};

describe('countOf', () => {
  it('counts what passed', () => {
    expect(countOf(report)).toEqual({ passed: 10, failed: 0 });
  });

  it('counts a suite that does not load, and a skipped test, as failed', () => {
    const bad = {
      ...report,
      numFailedTests: 1,
      numPendingTests: 2,
      numRuntimeErrorTestSuites: 3,
      success: false,
    };

    expect(countOf(bad)).toEqual({ passed: 10, failed: 6 });
  });

  it('fails when Jest says so for a reason it does not count', () => {
    expect(countOf({ ...report, success: false })).toEqual({ passed: 10, failed: 1 });
  });
});
