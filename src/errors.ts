export interface Place {
  /** Path relative to the workspace, with `/` as separator. */
  readonly file: string;
  /** Starts at 1. */
  readonly line?: number;
  /** Starts at 1, in UTF-16 code units, as in GitHub's annotations. */
  readonly column?: number;
}

/** A problem at a position in a JSON file. */
export interface Problem extends Required<Place> {
  readonly level: 'error' | 'warning';
  /** JSON pointer (RFC 6901) to the value; empty for the whole file. */
  readonly pointer: string;
  readonly message: string;
  readonly hint: string;
}

/** A message that does not stop the run. */
export interface Diagnostic {
  /** `info` is printed in the log and the summary. Notices and warnings are also annotations. */
  readonly level: 'debug' | 'info' | 'notice' | 'warning';
  readonly message: string;
  readonly place?: Place | undefined;
}

/** The parts of an error that users see. */
export interface Failure {
  readonly message: string;
  readonly hint: string | undefined;
  readonly place: Place | undefined;
}

/** An error that stops the run and that the user can fix. */
export class ActionError extends Error implements Failure {
  override readonly name = 'ActionError';
  readonly hint: string | undefined;
  readonly place: Place | undefined;
  /** The problems in JSON files that this error lists, and related warnings. */
  readonly problems: readonly Problem[];

  constructor(
    message: string,
    more: {
      readonly hint?: string | undefined;
      readonly place?: Place | undefined;
      readonly problems?: readonly Problem[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.hint = more.hint;
    this.place = more.place;
    this.problems = more.problems ?? [];
  }
}

/** The maximum number of problems in a message. */
const MOST_LISTED = 10;

/** Combines problems in files into one error, sorted by position. */
export function problemsError(problems: readonly Problem[]): ActionError {
  const sorted = sortProblems(problems);
  const [first] = sorted;
  if (first === undefined) throw new TypeError('There is no problem to report');
  const { file, line, column } = first;
  const more = { place: { file, line, column }, problems: sorted };
  if (sorted.length === 1) return new ActionError(`${file}: ${first.message}`, { ...more, hint: first.hint });
  const files = new Set(sorted.map((problem) => problem.file));
  const isOneFile = files.size === 1;
  const lines = listProblems(sorted, (problem) => `- ${isOneFile ? '' : `${problem.file}, `}line ${problem.line}: `);
  const title = isOneFile
    ? `${file} has ${sorted.length} mistakes`
    : `${files.size} files have ${sorted.length} mistakes`;
  return new ActionError(`${title}:\n${lines.join('\n')}`, more);
}

/** Sorts problems by file and position. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  return problems.toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}

/** Returns the same error with warnings about the same files. */
export function withWarnings(error: ActionError, warnings: readonly Problem[]): ActionError {
  if (warnings.length === 0) return error;
  const { message, hint, place, cause, problems } = error;
  return new ActionError(message, { hint, place, cause: cause ?? error, problems: [...problems, ...warnings] });
}

/**
 * Combines several errors and their hints into one error. Returns a single error unchanged.
 * @param title a plural noun phrase with its verb: `inputs are not valid`.
 */
export function combineErrors(errors: readonly ActionError[], title: string): ActionError {
  const [first] = errors;
  if (first !== undefined && errors.length === 1) return first;
  const count = errors.reduce((sum, { problems }) => sum + Math.max(1, problems.length), 0);
  const lines = errors.flatMap(({ message, hint, problems }) =>
    problems.length === 0
      ? [`- ${message}${hint === undefined ? '' : `. ${hint}`}`]
      : listProblems(problems, ({ file, line }) => `- ${file}, line ${line}: `),
  );
  return new ActionError(`${count} ${title}:\n${lines.join('\n')}`, {
    problems: errors.flatMap(({ problems }) => problems),
    cause: first,
  });
}

function listProblems(problems: readonly Problem[], start: (problem: Problem) => string): readonly string[] {
  const lines = problems.slice(0, MOST_LISTED).map((problem) => `${start(problem)}${problem.message}. ${problem.hint}`);
  return problems.length > MOST_LISTED ? [...lines, `- and ${problems.length - MOST_LISTED} more`] : lines;
}

/** Returns a `catch` callback that adds an ActionError to the list and rethrows all other errors. */
export function keepError(errors: ActionError[]): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof ActionError)) throw error;
    errors.push(error);
    return undefined;
  };
}

/** Returns a function that runs a step and adds its ActionError to the list. */
export function collectErrors(errors: ActionError[]): <T>(step: () => T) => T | undefined {
  const keep = keepError(errors);
  return (step) => {
    try {
      return step();
    } catch (error) {
      return keep(error);
    }
  };
}

export function messageOf(error: unknown): string {
  return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}

/** Returns the message without a trailing period, so that the sentence can continue. */
export function messageToGoOn(error: unknown): string {
  return messageOf(error).replace(/\.$/, '');
}

/** Returns the code of a system error, such as `ENOENT`, or the message if it has no code. */
export function codeOf(error: unknown): string {
  return isObject(error) && typeof error['code'] === 'string' ? error['code'] : messageOf(error);
}

/** Returns the stack traces of an error and its causes, for the debug log. */
export function traceOf(error: unknown): readonly string[] {
  const traces: string[] = [];
  // A chain of causes can be circular.
  for (let cause = error; isObject(cause) && traces.length < 20; cause = cause['cause']) {
    traces.push(typeof cause['stack'] === 'string' ? cause['stack'] : messageOf(cause));
  }
  return traces;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/**
 * Error codes for paths that do not exist. The last two are for paths that cannot exist: too long, or with a NUL
 * character.
 */
const nowhere: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

/** Whether a system error means that a path does not exist. */
export function isNowhere(error: unknown): boolean {
  return nowhere.has(codeOf(error));
}
