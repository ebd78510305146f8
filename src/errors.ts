/** Where in the repository something is wrong, as an annotation points at it. */
export interface Place {
  /** Path from the workspace's root, with `/`. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 code units, as GitHub counts. */
  readonly column?: number;
}

/** The run cannot go on, and the user can do something about it. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  /** What would be right, or what to do next: a sentence of its own. */
  readonly hint: string | undefined;
  readonly place: Place | undefined;

  constructor(
    message: string,
    more: { readonly hint?: string; readonly place?: Place; readonly cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.hint = more.hint;
    this.place = more.place;
  }
}

/** What the one error of a run says. */
export interface Failure {
  readonly message: string;
  /** What the user can do. */
  readonly hint: string | undefined;
  readonly place: Place | undefined;
}

/** One error of several, each with its hint; a single one stays as it is. @param title what they are: `inputs are wrong`. */
export function combineErrors(mistakes: readonly ActionError[], title: string): ActionError {
  const [first] = mistakes;
  if (first !== undefined && mistakes.length === 1) return first;
  const lines = mistakes.map(({ message, hint }) => `- ${message}${hint === undefined ? '' : `. ${hint}`}`);
  return new ActionError(`${mistakes.length} ${title}:\n${lines.join('\n')}`);
}

/** What was thrown, in its own words. */
export function messageOf(error: unknown): string {
  return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}

/** The same without a full stop at its end, for more to follow. */
export function messageToGoOn(error: unknown): string {
  return messageOf(error).replace(/\.$/, '');
}

/** The code of a system error, `ENOENT` for example; else what was thrown, in its own words. */
export function codeOf(error: unknown): string {
  return isObject(error) && typeof error['code'] === 'string' ? error['code'] : messageOf(error);
}

/** What was thrown and what led to it, each with its stack, for the debug log. */
export function traceOf(error: unknown): readonly string[] {
  const traces: string[] = [];
  // A cause may lead back to itself.
  for (let cause = error; isObject(cause) && traces.length < 20; cause = cause['cause']) {
    traces.push(typeof cause['stack'] === 'string' ? cause['stack'] : messageOf(cause));
  }
  return traces;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Something the user should know that does not stop the run; a stage returns it, main reports it. */
export interface Diagnostic {
  /** `info` is a line of the log and of the summary; notices and warnings are annotations too. */
  readonly level: 'debug' | 'info' | 'notice' | 'warning';
  readonly message: string;
  readonly place?: Place;
}
