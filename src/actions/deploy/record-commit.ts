import { messageOf } from '../../errors.ts';
import type { ReadSource } from '../../source/source.ts';
import type { DeployConfig } from './config.ts';
import type { DeployContext } from './context.ts';

/** Logs a failure only as a debug line, because nothing but the summary needs the commit. */
export async function recordCommit(
  { git, raw, state, report, cancellation: { signal } }: DeployContext,
  { workspace }: DeployConfig,
  { facts, content }: ReadSource,
): Promise<void> {
  if (content.kind === 'url' && facts.type !== 'GIT_REPO') return;
  const options = { cwd: workspace.workingDirectory, signal };
  const head = await git(['rev-parse', '--verify', 'HEAD'], options).catch(messageOf);
  if (typeof head === 'string' || head.kind !== 'ok') {
    report.debug(`Git could not read the commit: ${typeof head === 'string' ? head : head.kind}`);
    return;
  }
  const sha = head.stdout.toString().trim();
  const commit = raw.commit?.sha === sha ? raw.commit : { sha };
  if (content.kind === 'url') return state.record({ commit });
  const { countUncommittedFiles } = await import('../../source/uncommitted.ts');
  const { files, selects, root } = content;
  const request = { files, selects, folder: root.folder, git, signal };
  const uncommitted = await countUncommittedFiles(request).catch((error: unknown) => {
    report.debug(`Git could not compare the files with the commit: ${messageOf(error)}`);
    return undefined;
  });
  state.record({ commit: uncommitted === undefined ? commit : { ...commit, uncommitted } });
}
