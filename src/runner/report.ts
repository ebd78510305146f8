import * as core from '@actions/core';
import { ActionError, type Diagnostic, type Failure, messageOf, type Place, traceOf } from '../errors.ts';
import { escapeLog, withoutStyle } from '../text.ts';

/** GitHub takes a step summary of up to 1 MiB. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const SUMMARY_LIMIT = 1024 * 1024;

/** Properties of facts that hold words of our own, by which a summary decides: a secret may be such a word by chance. */
const OWN_WORDS: ReadonlySet<string> = new Set(['buildResult', 'created', 'fate', 'kind', 'level', 'wouldCreate']);

/** Where the run tells what happens: the step's log, annotations, outputs and summary. */
export interface Report {
  /** Hides values in everything that is told from here on, and in the runner's log. */
  mask(values: readonly string[]): void;
  line(text: string): void;
  debug(text: string): void;
  /** A fold of the step's log. */
  group<T>(title: string, tell: () => Promise<T>): Promise<T>;
  find(diagnostic: Diagnostic): void;
  /** The one error of the run, as one annotation; the way to it goes to the debug log. */
  fail(failure: Failure, error: unknown): void;
  /** Sets those outputs that are new or have changed. @throws ActionError where the output file cannot be written. */
  outputs(values: Readonly<Record<string, string>>): void;
  /** Writes the summary that is made of these facts. */
  summary<T>(facts: T, summaryOf: (facts: T) => string): Promise<void>;
}

/** @param redact replaces what must not be seen in a text. */
export function createReport(redact: (text: string) => string): Report {
  const told = new Map<string, string>();
  const hide = (text: string): string => {
    const redacted = redact(text);
    // What is between the parts of a secret goes where it is shown, or is only a colour.
    const plain = withoutStyle(escapeLog(redacted));
    const hidden = redact(plain);
    return hidden === plain ? redacted : hidden;
  };
  const shown = (text: string): string => escapeLog(hide(text));

  const annotationAt = (place: Place | undefined): core.AnnotationProperties => {
    if (place === undefined) return {};
    return {
      file: hide(place.file),
      ...(place.line === undefined ? {} : { startLine: place.line }),
      ...(place.column === undefined ? {} : { startColumn: place.column }),
    };
  };

  const find = ({ level, message, place }: Diagnostic): void => {
    const tell: (message: string, at: core.AnnotationProperties) => void = {
      debug: core.debug,
      info: core.info,
      notice: core.notice,
      warning: core.warning,
    }[level];
    tell(shown(message), annotationAt(place));
  };

  return {
    mask: (values) => {
      for (const value of values) core.setSecret(value);
    },
    line: (text) => core.info(shown(text)),
    debug: (text) => core.debug(shown(text)),
    group: (title, tell) => core.group(shown(title), tell),
    find,
    fail: ({ message, hint, place }, error) => {
      core.error(shown(hint === undefined ? message : `${message}\n${hint}`), annotationAt(place));
      for (const trace of traceOf(error)) core.debug(shown(trace));
    },
    outputs: (values) => {
      for (const [name, value] of Object.entries(values)) {
        const output = redact(value);
        if (told.get(name) === output) continue;
        setOutput(name, output);
        told.set(name, output);
      }
    },
    summary: async (facts, summaryOf) => {
      // Before anything is escaped: an escaped secret would not be known again.
      const markdown = summaryOf(redactAll(facts, hide));
      try {
        await core.summary.addRaw(toLimit(markdown), true).write();
      } catch (error) {
        find({ level: 'warning', message: `The step summary could not be written: ${messageOf(error)}` });
      }
    },
  };
}

function redactAll<T>(value: T, hide: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (key, part) =>
    typeof part === 'string' && !OWN_WORDS.has(key) ? hide(part) : part,
  );
}

function setOutput(name: string, value: string): void {
  try {
    core.setOutput(name, value);
  } catch (error) {
    throw new ActionError(`Output ${name} could not be written: ${messageOf(error)}`, {
      hint: 'The runner names the file in GITHUB_OUTPUT: check that its disk is not full and the file was not removed.',
      cause: error,
    });
  }
}

function toLimit(markdown: string): string {
  const end = '\n\n(The rest is left out: a step summary holds 1 MiB.)\n';
  const most = SUMMARY_LIMIT - 16;
  if (Buffer.byteLength(markdown) <= most) return markdown;
  const room = most - Buffer.byteLength(end);
  return (
    Buffer.from(markdown)
      .subarray(0, room)
      .toString()
      .replace(/\ufffd+$/, '') + end
  );
}
