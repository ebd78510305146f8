import { type Actor, type Build, taggedBuild } from '../../apify/api.ts';
import { isSameOrNewer } from '../../builds/wait-for-tag.ts';
import { buildOfTag } from '../actor-facts.ts';
import type { DeployContext } from './context.ts';

/** @returns whether the tag points to a newer build than this one, which is then recorded. */
export function recordNewerBuild(
  { state }: DeployContext,
  actor: Actor,
  { tag, build }: { readonly tag: string; readonly build: Build },
): boolean {
  const tagged = buildOfTag(actor, tag);
  if (tagged === undefined || tagged.id === build.id || !isSameOrNewer(taggedBuild(actor, tag), build)) return false;
  state.record({ newerBuild: tagged });
  return true;
}
