import type { Build, JobStatus } from '../apify/api.ts';

/** Whether the build is over; TIMING-OUT and ABORTING are on their way there. https://docs.apify.com/platform/actors/running/runs-and-builds#lifecycle */
export function isFinal(status: JobStatus): boolean {
  switch (status) {
    case 'SUCCEEDED':
    case 'FAILED':
    case 'TIMED-OUT':
    case 'ABORTED':
      return true;
    case 'READY':
    case 'RUNNING':
    case 'TIMING-OUT':
    case 'ABORTING':
      return false;
  }
}

/** `build 0.1.7`. */
export function nameOf(build: Build): string {
  return `build ${build.buildNumber}`;
}

/** For the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
