import type { SourceType } from '../apify/api.ts';

/** What is deployed, as far as it is worth telling. */
export interface SourceFacts {
  readonly type: SourceType;
  /** Absent where no files are sent. */
  readonly files?: { readonly count: number; readonly bytes: number; readonly archived: boolean };
  /** The URL without user information and signature; absent for SOURCE_FILES. */
  readonly url?: string;
}
