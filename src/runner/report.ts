import * as core from '@actions/core';
import { ActionError, type Diagnostic, type Failure, messageOf, type Place, type Problem, traceOf } from '../errors.ts';
import { escapeLog, visible, withoutStyle } from '../text.ts';
import { createRedactor, isMaskable, type Secret, writtenForms } from './secrets.ts';

/**
 * The maximum size of a step summary, in bytes.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
const SUMMARY_LIMIT = 1024 * 1024;

/**
 * Properties with fixed values that the summary depends on. They are not redacted, because a secret may have the same
 * value by chance.
 */
const FIXED: ReadonlySet<string> = new Set([
  'buildResult',
  'created',
  'creates',
  'kind',
  'level',
  'moved',
  'result',
  'testResult',
]);

/** The maximum number of annotations in files. GitHub shows 10 errors for each step. */
const MOST_PROBLEMS = 10;

export interface Report {
  /** Hides secrets in everything that this action and later steps print from now on. */
  hide(secrets: readonly Secret[]): void;
  line(text: string): void;
  debug(text: string): void;
  group<T>(title: string, run: () => Promise<T>): Promise<T>;
  print(diagnostic: Diagnostic): void;
  /** Removes secrets from text, for an output that contains text from files. */
  withoutSecrets(text: string): string;
  /** Prints annotations in files, at most 10. */
  problems(problems: readonly Problem[]): void;
  /** Prints the error as one annotation, and each of its problems in files as another. Its causes are debug lines. */
  fail(failure: Failure, error: unknown): void;
  /** Sets the outputs that are new or changed. @throws ActionError if the output file cannot be written. */
  outputs(values: Readonly<Record<string, string>>): void;
  /** Writes the summary of a state, from which secrets are removed first. Prints a warning if it fails. */
  summary<T>(state: T, summaryOf: (state: T) => string): Promise<void>;
}

/** Creates the report. It hides the secrets in everything except the outputs. */
export function createReport(secrets: readonly Secret[]): Report {
  const known = new Map<string, string>();
  const hiddenForms = new Set<string>();
  let redact = createRedactor([]);
  const redactAll = (text: string): string => {
    const redacted = redact(text);
    // Control characters and colors between the parts of a secret are not visible in the log.
    const plain = withoutStyle(escapeLog(redacted));
    if (plain === redacted) return redacted;
    const hidden = redact(plain);
    return hidden === plain ? redacted : hidden;
  };
  const shown = (text: string): string => escapeLog(redactAll(text));
  // Problem matchers apply to log lines, but not to workflow commands.
  const logLine = (text: string): string => stopProblemMatchers(shown(text));

  const annotationAt = (place: Place | undefined): core.AnnotationProperties => {
    if (place === undefined) return {};
    return {
      file: visible(redactAll(place.file)),
      ...(place.line === undefined ? {} : { startLine: place.line }),
      ...(place.column === undefined ? {} : { startColumn: place.column }),
    };
  };

  const hide = (added: readonly Secret[]): void => {
    // Writes all masks at once.
    process.stdout.cork();
    for (const form of added.flatMap(({ value }) => writtenForms(value))) {
      if (!hiddenForms.has(form) && isMaskable(form)) core.setSecret(form);
      hiddenForms.add(form);
    }
    process.stdout.uncork();
    redact = createRedactor(hiddenForms);
  };
  hide(secrets);

  const print = ({ level, message, place }: Diagnostic): void => {
    const write: (message: string, at: core.AnnotationProperties) => void = {
      debug: core.debug,
      info: core.info,
      notice: core.notice,
      warning: core.warning,
    }[level];
    write(level === 'info' ? logLine(message) : shown(message), annotationAt(place));
  };

  /** Prints errors first. @param before the number of annotations in files that were printed earlier. */
  const printProblems = (problems: readonly Problem[], before = 0): void => {
    const sorted = problems.toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
    const printed = sorted.slice(0, MOST_PROBLEMS - before);
    for (const problem of printed) {
      const write = problem.level === 'error' ? core.error : core.warning;
      write(shown(`${problem.message}\n${problem.hint}`), annotationAt(problem));
    }
    const rest = sorted.length - printed.length;
    if (rest > 0) core.info(`The summary and the problems output contain ${rest} more`);
  };

  return {
    withoutSecrets: redactAll,
    hide,
    problems: printProblems,
    line: (text) => core.info(logLine(text)),
    debug: (text) => core.debug(shown(text)),
    group: (title, run) => core.group(shown(title), run),
    print,
    fail: ({ message, hint, place }, error) => {
      const problems = error instanceof ActionError ? error.problems : [];
      const errors = problems.filter(({ level }) => level === 'error');
      const text = hint === undefined ? message : `${message}\n${hint}`;
      core.error(shown(text), annotationAt(errors.length > 1 ? undefined : place));
      const isShown = errors.length === 1 && place !== undefined;
      printProblems(isShown ? problems.filter((problem) => problem !== errors[0]) : problems, isShown ? 1 : 0);
      for (const trace of traceOf(error)) core.debug(shown(trace));
    },
    outputs: (values) => {
      for (const [name, value] of Object.entries(values)) {
        if (known.get(name) === value) continue;
        setOutput(name, value);
        known.set(name, value);
      }
    },
    summary: async (state, summaryOf) => {
      // Secrets are replaced before the text is escaped, because escaped secrets are harder to find.
      const html = summaryOf(redactStrings(state, redactAll));
      try {
        await core.summary.addRaw(limitSummary(html), true).write();
      } catch (error) {
        print({ level: 'warning', message: `The step summary could not be written: ${messageOf(error)}` });
      }
    },
  };
}

function redactStrings<T>(value: T, hide: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (key, part) =>
    typeof part === 'string' && !FIXED.has(key) ? hide(part) : part,
  );
}

function setOutput(name: string, value: string): void {
  try {
    core.setOutput(name, value);
  } catch (error) {
    throw new ActionError(`Output ${name} could not be written: ${messageOf(error)}`, {
      hint: 'Check that the file in GITHUB_OUTPUT exists and that its disk is not full.',
      cause: error,
    });
  }
}

/** Cuts off a summary at the end of a line, so that no tag or word is split, and closes all open elements. */
function limitSummary(html: string): string {
  const note = '\n\n<p>The rest was omitted, because a step summary is limited to 1 MiB.</p>\n';
  // Leaves room for closing tags and the line break.
  const most = SUMMARY_LIMIT - Buffer.byteLength(note) - 256;
  const bytes = Buffer.from(html);
  if (bytes.length <= most) return html;
  const kept = bytes.subarray(0, bytes.lastIndexOf('\n', most)).toString();
  return kept + closingTags(kept) + note;
}

function closingTags(html: string): string {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)(table|tr|td|ul|li|details|pre|blockquote)\b/g)) {
    if (slash === '') open.push(name);
    else open.pop();
  }
  return open
    .reverse()
    .map((name) => `</${name}>`)
    .join('');
}

/**
 * Matches a location before white space: `:1:2`, `:1:`, `(1,2)`, `.go:`, a line that starts with `1:2`, `line 1` or
 * `error:`.
 */
const LOCATION =
  /(?::\d+:(?:\d+:?)?|\.[a-z]\w{0,9}:|^[ \t]*\d+:\d+|\d\):?|\b(?:error|warning):|\bline(?=\s{1,9}\d))(?=\s)/gim;

/** An invisible character that separates two others for programs and does not count as white space. */
const WORD_JOINER = '\u2060';

/**
 * Separates a location from the text after it. Otherwise, problem matchers of earlier steps could turn build log lines
 * into annotations, and the runner has no command to turn all matchers off. The separator is inserted before white
 * space, where it rarely splits a secret that another step has masked.
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
 */
function stopProblemMatchers(text: string): string {
  return text.replace(LOCATION, `$&${WORD_JOINER}`);
}
