import type { Diagnostic } from '../../errors.ts';
import type { Report } from '../../runner/report.ts';
import type { Clock } from '../../time/clock.ts';
import { outputsOf } from './outputs.ts';
import type { Facts } from './run-state.ts';
import { type Outcome, summaryOf } from './summary.ts';

/** What the run has learnt so far; told as soon as it is known, so that nothing is lost where a later stage fails. */
export interface Ledger {
  readonly facts: Facts;
  /** Adds facts, and sets the outputs that they tell. @throws ActionError where an output cannot be written. */
  learn(facts: Partial<Facts>): void;
  /** Tells diagnostics in the log and keeps them for the summary. */
  find(diagnostics: readonly Diagnostic[]): void;
  /** A part of the run: a fold of the log, its time kept for the summary. */
  stage<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Writes the summary. */
  close(outcome: Outcome): Promise<void>;
}

export function openLedger(report: Report, clock: Clock): Ledger {
  let facts: Facts = { dryRun: false, diagnostics: [], times: [] };
  return {
    get facts() {
      return facts;
    },
    learn: (news) => {
      facts = { ...facts, ...news };
      report.outputs(outputsOf(facts));
    },
    find: (diagnostics) => {
      for (const diagnostic of diagnostics) report.find(diagnostic);
      facts = { ...facts, diagnostics: [...facts.diagnostics, ...diagnostics] };
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
