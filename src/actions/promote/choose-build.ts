import type { Actor, ApifyApi, Build } from '../../apify/api.ts';
import { isApiError } from '../../apify/api-error.ts';
import { ActionError } from '../../errors.ts';
import { quoted, visible } from '../../text.ts';
import { buildOfTag } from '../actor-facts.ts';

/** The number of builds to search for a number or for the previous build. The API lists at most 1,000. */
const LISTED = 1_000;

/**
 * Finds the build that the `build` input refers to.
 * @param wanted a build ID, a number such as `1.2.3`, a tag, or `previous`.
 * @param tag the first tag to move, which `previous` is relative to.
 * @throws ActionError if the build does not exist, belongs to another Actor, or is not SUCCEEDED.
 */
export async function chooseBuild(
  api: ApifyApi,
  actor: Actor,
  { wanted, tag }: { readonly wanted: string; readonly tag: string },
): Promise<Build> {
  const build = await findBuild(api, actor, wanted, tag);
  if (build.actId && build.actId !== actor.id) {
    throw notUsable(wanted, `belongs to another Actor (${visible(build.actId)})`, 'Use a build of this Actor.');
  }
  if (build.status !== 'SUCCEEDED') {
    const number = wanted === build.buildNumber ? '' : `is build ${visible(build.buildNumber)} and `;
    throw notUsable(
      wanted,
      `${number}has the status ${visible(build.status)}`,
      'Use a build with the status SUCCEEDED.',
    );
  }
  return build;
}

async function findBuild(api: ApifyApi, actor: Actor, wanted: string, tag: string): Promise<Build> {
  if (wanted === 'previous') return findPrevious(api, actor, tag);
  const tagged = buildOfTag(actor, wanted);
  if (tagged !== undefined) return api.getBuild(tagged.id, 0);
  if (/^\d+\.\d+\.\d+$/.test(wanted)) {
    const { builds } = await api.listBuilds(actor.id, LISTED);
    const found = builds.find(({ buildNumber }) => buildNumber === wanted);
    if (found !== undefined) return found;
    throw notUsable(
      wanted,
      `is not among the newest ${LISTED} builds of this Actor`,
      'Check the number in Apify Console.',
    );
  }
  try {
    return await api.getBuild(wanted, 0);
  } catch (error) {
    if (!isApiError(error, 404)) throw error;
    const tags = Object.keys(actor.taggedBuilds ?? {})
      .map(visible)
      .join(', ');
    const hint = `Use a build ID, a number such as 1.2.3, previous, or one of the tags of this Actor: ${tags || 'it has none'}.`;
    throw notUsable(wanted, 'is neither a build nor a tag of this Actor', hint);
  }
}

async function findPrevious(api: ApifyApi, actor: Actor, tag: string): Promise<Build> {
  const current = buildOfTag(actor, tag);
  if (current === undefined) {
    throw notUsable(
      'previous',
      `cannot be found, because the tag ${visible(tag)} does not point to a build`,
      'Use a build number.',
    );
  }
  const { builds } = await api.listBuilds(actor.id, LISTED);
  const number = current.number || (builds.find(({ id }) => id === current.id)?.buildNumber ?? '');
  const found = previousBuild(builds, number);
  if (found !== undefined) return found;
  const hint = 'Use a build number of another version.';
  throw notUsable(
    'previous',
    `does not exist: no older build of the same version as ${visible(number)} succeeded`,
    hint,
  );
}

/** Returns the newest successful build of the same `MAJOR.MINOR` that is older than the given one. Pure. */
export function previousBuild(builds: readonly Build[], number: string): Build | undefined {
  const [version, count] = split(number);
  return builds
    .filter(({ buildNumber, status }) => {
      const [own, ownCount] = split(buildNumber);
      return status === 'SUCCEEDED' && own === version && ownCount < count;
    })
    .sort((a, b) => split(b.buildNumber)[1] - split(a.buildNumber)[1])[0];
}

function split(number: string): readonly [version: string, count: number] {
  const [, version = '', count = ''] = /^(\d+\.\d+)\.(\d+)$/.exec(number) ?? [];
  return [version, Number(count)];
}

function notUsable(wanted: string, problem: string, hint: string): ActionError {
  return new ActionError(`The build input is ${quoted(wanted)}, which ${problem}`, { hint });
}
