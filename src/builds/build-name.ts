import type { Build } from '../apify/api.ts';
import { quoted } from '../text.ts';

/** `build 0.1.7`. */
export function buildName({ buildNumber }: Pick<Build, 'buildNumber'>): string {
  return `build ${/^[\d.]{1,30}$/.test(buildNumber) ? buildNumber : quoted(buildNumber)}`;
}
