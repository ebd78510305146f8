import { type Actor, taggedBuild, type User } from '../apify/api.ts';

/** Returns the URL of the Actor in Apify Console. The URLs of organizations contain the organization's ID. */
export function consoleUrl(actorId: string, account: User | undefined): string {
  const isOrganization = typeof account?.organizationOwnerUserId === 'string' && account.id !== undefined;
  const organization = isOrganization ? `/organization/${encodeURIComponent(account.id ?? '')}` : '';
  return `https://console.apify.com${organization}/actors/${encodeURIComponent(actorId)}`;
}

export function differsInStandby({ actorStandby }: Actor, usesStandbyMode: boolean): boolean {
  return (actorStandby?.isEnabled ?? false) !== usesStandbyMode;
}

/** Returns the ID and number of the build that a tag points to. */
export function buildOfTag(actor: Actor, tag: string): { readonly id: string; readonly number: string } | undefined {
  const found = taggedBuild(actor, tag);
  return found?.buildId ? { id: found.buildId, number: found.buildNumber ?? '' } : undefined;
}
