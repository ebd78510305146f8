import type { Clock } from './clock.ts';
import type { Finding } from './errors.ts';
import type { Facts } from './facts.ts';
import { outputsOf } from './outputs.ts';
import type { Report } from './report.ts';
import { type Outcome, summaryOf } from './summary.ts';

/** What the run has learnt so far; told as soon as it is known, so that nothing is lost where a later stage fails. */
export interface Ledger {
  readonly facts: Facts;
  /** Adds facts, and sets the outputs that they tell. @throws ActionError where an output cannot be written. */
  learn(facts: Partial<Facts>): void;
  /** Tells findings in the log and keeps them for the summary. */
  find(findings: readonly Finding[]): void;
  /** A part of the run: a fold of the log, its time kept for the summary. */
  stage<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Writes the summary. */
  close(outcome: Outcome): Promise<void>;
}

export function openLedger(report: Report, clock: Clock): Ledger {
  let facts: Facts = { dryRun: false, findings: [], times: [] };
  return {
    get facts() {
      return facts;
    },
    learn: (news) => {
      facts = { ...facts, ...news };
      report.outputs(outputsOf(facts));
    },
    find: (findings) => {
      for (const finding of findings) report.find(finding);
      facts = { ...facts, findings: [...facts.findings, ...findings] };
    },
    stage: async (title, work) => {
      const start = clock.now();
      try {
        return await report.group(title, work);
      } finally {
        facts = { ...facts, times: [...facts.times, { stage: title, ms: clock.now() - start }] };
      }
    },
    close: (outcome) => report.summary({ facts, outcome }, (told) => summaryOf(told.facts, told.outcome)),
  };
}
