/** What `.actorignore` decides about a name. `included-again`: it is sent although Git ignores it. */
export type Verdict = 'excluded' | 'included-again' | 'undecided';

/** What the user includes and excludes of the files that Git would commit. Names are relative to the upload root. */
export interface SourceRules {
  /** Whether `.actorignore` may include files again that Git ignores. */
  readonly includesAgain: boolean;
  /** Whether actor.json names the file, so that it is sent whatever the other rules exclude. */
  readonly isNamed: (name: string) => boolean;
  /** Whether `files` selects the file. */
  readonly isSelected: (name: string) => boolean;
  /** Whether `files` selects the file, or something below the folder. */
  readonly matters: (name: string, isFolder: boolean) => boolean;
  /**
   * What `.actorignore` decides about a file. Behind a link, it applies to both names.
   * @param name under which the file is sent. @param at where the file is.
   */
  readonly judge: (name: string, at: string) => Verdict;
  /** Whether `.actorignore` may include something in a folder again, by either name. */
  readonly mayIncludeIn: (name: string, at: string) => boolean;
}
