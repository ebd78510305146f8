import type { Causes } from '../troubleshooting.ts';

const zipLimits = 'The action writes ZIP files that every program can read, without the extension for larger files.';
const secretInFile = {
  cause: 'A file that would be deployed, or its name, contains a value of `secret-env-vars`.',
  fix: "Remove the secret from the file or its name, or exclude the file in `.actorignore`. Everyone who can see the Actor's source could use it. If the value is not a secret, move it to `env-vars`.",
};
const tokenInFile = {
  cause: 'A file that would be deployed, or its name, contains the value of the `token` input.',
  fix: "Remove the token from the file or its name, or exclude the file in `.actorignore`. Everyone who can see the Actor's source could use it. If the token was committed, revoke it at https://console.apify.com/settings/integrations.",
};
const nothingLeft = 'The working directory is wrong, or the ignore rules or the `files` input exclude everything.';
const otherProcess = 'Another process, for example a background step, changes files of the checkout.';
const gitUrl =
  'Set `git-repo-url` to the repository, branch and folder to build: `https://github.com/OWNER/NAME.git#BRANCH:FOLDER`.';
const noBranch = { cause: 'The event that started the run does not belong to a branch or tag.', fix: gitUrl };
const fork = { cause: 'Everyone can change a fork, so its code must be chosen explicitly.', fix: gitUrl };

export const causes: Causes = {
  'Could not write the archive to … (…)':
    'The disk is full, or the step cannot write there. The code in parentheses is the exact reason.',
  'Could not create a temporary folder for the archive: …':
    'The folders for temporary files are inside the workspace, do not exist or are read-only.',
  'A ZIP cannot contain … files; the limit is 65534': zipLimits,
  '… is too large for a ZIP; the limit is 4 GiB': zipLimits,
  'The archive is too large for a ZIP; the limit is 4 GiB': zipLimits,
  '… does not exist': {
    cause: 'The Dockerfile that actor.json names is missing, or its path differs in letter case or slashes.',
    fix: 'Add the Dockerfile, or correct the path, which is relative to `.actor/`. Use `/` in paths. Paths are case-sensitive.',
  },
  '… is not the path of a file': 'The `dockerfile` in actor.json is empty, or names a folder.',
  '… contains the value of the secret …': secretInFile,
  '… contain the value of the secret …': secretInFile,
  '… contains the Apify token': tokenInFile,
  '… contains the Apify token (also the value of …)': tokenInFile,
  '… contain the Apify token': tokenInFile,
  '… contain the Apify token (also the value of …)': tokenInFile,
  '… is a link': 'The action reads `.actorignore` only if it is a file of its own.',
  '… is not a file': 'A folder, a pipe or a device has the name `.actorignore`.',
  '… is … bytes; the limit is …': {
    cause: 'The `.actorignore`, or a `.gitignore` that the action reads without Git, is too long.',
    fix: 'Use patterns instead of a line for each file. For a `.gitignore`, also run `actions/checkout` before this step, so that Git reads it.',
  },
  '… could not be read (…)': {
    cause: 'The user of this job cannot open the file or its folder. The code in parentheses is the reason.',
    fix: 'Check the permissions of the file and its folders, or exclude them in `.actorignore`.',
  },
  '… is UTF-16 text': 'PowerShell or an editor wrote `.actorignore` in this encoding.',
  '… is not UTF-8 text': 'An editor saved `.actorignore` in another encoding.',
  'The source has more than 10000 links, including …': {
    cause: 'Links to folders that contain each other multiply the files.',
    fix: 'Exclude some of the links in `.actorignore`.',
  },
  'Links lead …: …': {
    cause:
      'The target of a symbolic link is outside the workspace or in `.git`. The action does not upload such files.',
    fix: 'Add the target to the repository, or exclude the link in `.actorignore`.',
  },
  'File names are not valid UTF-8: …': 'Another system or program created the files with names in another encoding.',
  'No files to deploy in the working directory': nothingLeft,
  'No files to deploy in …': nothingLeft,
  '… was deleted while the action was running': otherProcess,
  '… changed while the action was running: it no longer has …': otherProcess,
  '… was replaced while the action was running: it is no longer a regular file in the workspace': otherProcess,
  'The pattern "…" in the files input matches no files to deploy': {
    cause: 'The pattern is misspelled or contains braces or brackets, or the files do not exist.',
    fix: 'Check the spelling and letter case. Patterns are relative to the working directory. Instead of braces, write one line for each alternative. For a bracket in a name, write `[[]`.',
  },
  'The pattern "…" in the files input matches no files to deploy, because it is outside the working directory':
    'The pattern leads to a parent folder or begins with a slash.',
  'The pattern "…" in the files input matches no files to deploy: … is excluded by …': {
    cause: 'An ignore rule or a built-in rule has priority over the `files` input.',
    fix: 'Add the line that the log shows to `.actorignore`, or change the rule. Files in `.git` and credentials of the job are never deployed.',
  },
  'Could not derive the Git URL from the run: a Git URL cannot contain the "…" in the …': {
    cause: 'Apify separates the branch from the folder with a colon, and a URL ends at white space.',
    fix: gitUrl,
  },
  'Could not read the event file (GITHUB_EVENT_PATH) to derive the Git URL: …':
    'An earlier step changed the file or the variable, or a container does not contain the file.',
  'Could not derive the Git URL: GITHUB_REPOSITORY does not name a repository':
    'The step does not run in GitHub Actions, or an earlier step changed the variable.',
  "Could not derive the Git URL from the run: the branch of a merge queue's run is temporary": {
    cause: 'GitHub deletes the branch after the merge, so Apify could not build from it again.',
    fix: gitUrl,
  },
  'Could not derive the Git URL from the run: the run has no branch or tag': noBranch,
  "Could not derive the Git URL from the run: the run's ref … is not a branch or tag": noBranch,
  "Could not derive the Git URL from the run: the … event does not contain the pull request's branch": {
    cause: 'The run is for a pull request, but the data of its event does not describe the pull request.',
    fix: gitUrl,
  },
  'Could not derive the Git URL from the run: the pull request is from a deleted fork, and forks are not deployed by default':
    fork,
  'Could not derive the Git URL from the run: the pull request is from the fork …, and forks are not deployed by default':
    fork,
  "Could not derive the Git URL from the run: the checkout is not from the run's repository, …": {
    cause: 'The `repository` input of `actions/checkout` selects another repository.',
    fix: gitUrl,
  },
  '… leads out of the workspace':
    'The path in `dockerfile` or `dockerContextDir`, or a link in it, leads above the checkout.',
  '… is another path of the folder …': {
    cause: 'The path in `dockerContextDir` contains a link, or differs from the folder in letter case.',
    fix: 'Write the path that the log shows.',
  },
  '… requires an actorPath of … characters; the limit is 255':
    "The Actor's folder is deep below the folder that Docker needs, and Apify limits the path between them.",
  'The pattern "…" in the … input begins with a slash':
    'Patterns of the `actors`, `shared` and `ignore` inputs are relative to the workspace.',
  'The pattern "…" in the … input is empty': 'The line contains only exclamation marks.',
  'The pattern "…" in the … input contains ".."': 'A pattern matches only paths below its folder.',
  'The pattern "…" in the … input contains an invalid character set':
    'A range in brackets ends before it begins, as in `[z-a]`.',
  'The pattern "…" in the … input contains more than 6 "*" between two slashes':
    'The action limits the asterisks in one name, because more of them are not useful.',
};
