import type { Build } from '../apify/api.ts';
import { quoted } from '../text.ts';

/** `build 0.1.7`. */
export function buildName({ buildNumber }: Pick<Build, 'buildNumber'>): string {
  return `build ${/^[\d.]{1,30}$/.test(buildNumber) ? buildNumber : quoted(buildNumber)}`;
}

/** For the start of a sentence. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
