export const id = 625;
export const ids = [625,119];
export const modules = {

/***/ 5625:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  summaryOf: () => (/* binding */ summaryOf)
});

// EXTERNAL MODULE: ./build/settings/format-settings.js
var format_settings = __webpack_require__(1119);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
;// CONCATENATED MODULE: ./build/actions/summary-parts.js

/** Joins the blocks of a summary and omits empty ones. */
function joinBlocks(...blocks) {
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
function actorLink(actor) {
    return actor === undefined ? 'the Actor' : `<a href="${text(actor.url)}">${text(actor.name)}</a>`;
}
function failureBlock(failure) {
    if (failure === undefined)
        return '';
    const { message, hint, changes } = failure;
    const parts = [
        lines(message),
        ...(hint === undefined ? [] : [`<b>What to do:</b> ${lines(hint)}`]),
        ...(changes === undefined ? [] : [lines(changes)]),
    ];
    return `<blockquote>${parts.join('<br>\n')}</blockquote>`;
}
function diagnosticList(diagnostics) {
    const icons = { warning: '⚠️', notice: 'ℹ️', info: 'ℹ️' };
    const items = diagnostics.flatMap(({ level, message }) => level === 'debug' ? [] : [`<li>${icons[level]} ${lines(message)}</li>`]);
    return items.length === 0 ? '' : `<ul>\n${items.join('\n')}\n</ul>`;
}
function lines(message) {
    return message
        .split(/\r\n|\n|\r/)
        .map((line) => notBlank((0,build_text/* escapeHtml */.ZD)(line)))
        .join('<br>\n');
}
/** Replaces a blank line, which would end the HTML block. */
function notBlank(line) {
    return line.trim() === '' ? '&#8203;' : line;
}

// EXTERNAL MODULE: ./build/actions/deploy/state.js
var deploy_state = __webpack_require__(8652);
;// CONCATENATED MODULE: ./build/actions/deploy/summary.js




/**
 * Creates the step summary from the state. Pure. External text appears only in HTML blocks, where GitHub does not
 * interpret Markdown. A blank line would end such a block, so no line is blank.
 */
function summaryOf(state) {
    const { failure } = state;
    const reason = state.buildFailure?.reason ?? state.testFailure?.reason ?? failure?.message ?? '';
    return joinBlocks(`<h2>${headline(state)}</h2>${liveNow(state)}`, failureBlock(failure && { ...failure, message: reason }), 
    // The hint refers to these lines.
    fold('Last lines of the build log', state.buildFailure?.logTail, 'open'), fold('Last lines of the log of the test run', state.testFailure?.logTail, 'open'), state.plan === undefined ? '' : pre(state.plan.lines), table(state), diagnosticList(state.diagnostics), fold(`Problems in the Actor's files: ${state.problemCount}`, state.problems?.map(formatProblem)), fold('Changed settings', state.settings && (0,format_settings.formatSettingChanges)(state.settings)), fold('Files', state.plan?.files));
}
function headline(state) {
    const { failure } = state;
    const name = actorName(state);
    const actor = name === undefined ? 'the Actor' : summary_link(name, (0,deploy_state/* actorUrl */.Lg)(state));
    const version = state.target === undefined ? '' : ` version ${(0,build_text/* escapeHtml */.ZD)(state.target.versionNumber)}`;
    const build = state.build && summary_link(state.build.buildNumber, (0,deploy_state/* buildUrl */.c$)(state));
    const tag = (0,deploy_state/* tagOf */.cO)(state);
    const isLive = build !== undefined && state.promoted === true && tag !== undefined;
    const passed = state.testResult === 'passed' ? 'passed its test run' : 'succeeded';
    const built = `build ${build} of ${actor} ${isLive ? `is live as ${(0,build_text/* htmlCode */.h8)(tag)}` : passed}`;
    if (failure?.isCanceled === true)
        return isLive ? `🛑 Canceled, but ${built}` : `🛑 Canceled: ${actor}${version}`;
    if (failure !== undefined) {
        if (build !== undefined && state.buildResult === 'failed')
            return `❌ Build ${build} of ${actor} failed`;
        if (build !== undefined && state.testResult === 'failed')
            return `❌ Build ${build} of ${actor} failed its test run`;
        if (build !== undefined && state.buildResult === 'succeeded')
            return `❌ ${(0,build_text/* capitalize */.ZH)(built)}, but the step failed`;
        return `❌ ${(0,build_text/* capitalize */.ZH)(actor)}${version} ${state.version === undefined ? 'was not deployed' : 'was updated, but the step failed'}`;
    }
    if (state.dryRun) {
        return `📝 Dry run: ${actor}${version} was not ${state.plan?.creates === undefined ? 'changed' : 'created'}`;
    }
    switch (state.buildResult) {
        case 'succeeded':
            return `✅ ${(0,build_text/* capitalize */.ZH)(built)}`;
        case 'out-of-time':
            return `⏳ ${actor}${version} was updated; build ${build} is still running`;
        case 'not-awaited':
            return `✅ ${actor}${version} was updated; build ${build} was started`;
        default:
            return `✅ ${actor}${version} was updated`;
    }
}
/** Describes which build users run now, and how to go back to the previous one. */
function liveNow(state) {
    const { previousBuild, build, buildResult, promoted, newerBuild, target, failure } = state;
    const tag = (0,deploy_state/* tagOf */.cO)(state);
    if (target === undefined)
        return '';
    const numberOf = ({ number, id }) => number || id;
    const linkTo = (tagged) => summary_link(numberOf(tagged), (0,deploy_state/* buildUrl */.c$)(state, tagged.number));
    if (promoted === true && tag !== undefined) {
        return previousBuild === undefined
            ? `<p>This is the first build with the tag ${(0,build_text/* htmlCode */.h8)(tag)}.</p>`
            : `<p>The previous build is ${linkTo(previousBuild)}. To go back, ${promoteWith(numberOf(previousBuild), tag)}.</p>`;
    }
    const isBuilt = failure === undefined && build !== undefined && buildResult === 'succeeded';
    const toPromote = isBuilt ? ` To make the new build live, ${promoteWith(build.buildNumber, tag ?? 'latest')}.` : '';
    if (tag === undefined)
        return isBuilt ? `<p>The version has no build tag.${toPromote}</p>` : '';
    if (newerBuild !== undefined)
        return `<p>${(0,build_text/* htmlCode */.h8)(tag)} points to the newer build ${linkTo(newerBuild)}.</p>`;
    if (previousBuild === undefined)
        return build !== undefined ? `<p>${(0,build_text/* htmlCode */.h8)(tag)} does not point to a build yet.${toPromote}</p>` : '';
    const isRunning = failure === undefined && build !== undefined && buildResult !== 'succeeded';
    return isRunning
        ? `<p>${(0,build_text/* htmlCode */.h8)(tag)} points to build ${linkTo(previousBuild)} until the new build succeeds.</p>`
        : `<p>${(0,build_text/* htmlCode */.h8)(tag)} still points to build ${linkTo(previousBuild)}.${toPromote}</p>`;
}
function promoteWith(build, tag) {
    return `run the promote action with ${(0,build_text/* htmlCode */.h8)(`build: ${build}`)} and ${(0,build_text/* htmlCode */.h8)(`tags: ${tag}`)}`;
}
function actorName({ actor, actorId, target }) {
    if (actor !== undefined)
        return `${actor.username}/${actor.name}`;
    return actorId?.replace('~', '/') ?? (target?.actor.kind === 'named' ? target.actor.name : undefined);
}
function table(state) {
    const { build, run, itemCount, times, target, version, plan, envVars = [] } = state;
    // Only the time is known.
    if (target === undefined)
        return '';
    const name = actorName(state);
    const page = (0,deploy_state/* actorUrl */.Lg)(state);
    const creates = state.created ?? plan?.creates;
    const isNew = state.created === undefined ? ' (would be created)' : ' (created now)';
    const tag = (0,deploy_state/* tagOf */.cO)(state);
    const items = itemCount === undefined ? '' : `, ${(0,build_text/* formatCount */.B4)(itemCount, 'item')}`;
    const runCost = run?.usageTotalUsd ? `, ${(0,build_text/* formatUsd */.UK)(run.usageTotalUsd)}` : '';
    // Before the update, those that this deployment defines.
    const variables = version === undefined ? (plan?.version.envVars ?? envVars) : (version.envVars ?? []);
    const rows = [
        ['Actor', name && `${summary_link(name, page)}${creates === 'actor' ? isNew : ''}`],
        ['Version', `${summary_link(target.versionNumber, page && `${page}/source`)}${creates === undefined ? '' : isNew}`],
        ['Build', build && `${summary_link(build.buildNumber, (0,deploy_state/* buildUrl */.c$)(state))} ${(0,build_text/* htmlCode */.h8)(build.status)}`],
        ['Test run', run && `${summary_link(run.id, (0,deploy_state/* runUrl */.Vp)(state))} ${(0,build_text/* htmlCode */.h8)(run.status)}${items}${runCost}`],
        ['Build tag', tag && (0,build_text/* htmlCode */.h8)(tag)],
        ['Source', sourceRow(state)],
        [
            'Environment variables',
            variables.map(({ name, isSecret = false }) => `${(0,build_text/* htmlCode */.h8)(name)}${isSecret ? ' (secret)' : ''}`).join(', '),
        ],
        ['Time', times.map(({ stage, ms }) => `${(0,build_text/* escapeHtml */.ZD)(stage)} ${(0,build_text/* formatDuration */.a3)(ms)}`).join(' · ')],
        ['Build cost', build?.usageTotalUsd ? (0,build_text/* formatUsd */.UK)(build.usageTotalUsd) : undefined],
    ];
    const lines = rows.flatMap(([title, html]) => html ? [`<tr><th align="left">${title}</th><td>${html}</td></tr>`] : []);
    return `<table>\n${lines.join('\n')}\n</table>`;
}
function sourceRow({ source, commit }) {
    if (source === undefined)
        return undefined;
    const { uncommitted = 0 } = commit ?? {};
    const changes = uncommitted === 0 ? '' : ` + ${(0,build_text/* formatCount */.B4)(uncommitted, 'uncommitted change')}`;
    const from = commit === undefined ? '' : `, commit ${summary_link(commit.sha.slice(0, 7), commit.url)}${changes}`;
    if (source.files === undefined) {
        return `${(0,build_text/* htmlCode */.h8)(source.type)}${source.url === undefined ? '' : ` ${(0,build_text/* htmlCode */.h8)(source.url)}`}${from}`;
    }
    const { count, bytes, archived } = source.files;
    return `${(0,build_text/* formatCount */.B4)(count, 'file')}, ${(0,build_text/* formatBytes */.z3)(bytes)}${archived ? ', as an archive' : ''}${from}`;
}
function formatProblem({ file, line, column, level, message, hint }) {
    return `${file}:${line}:${column} ${level}: ${message}. ${hint}`;
}
function fold(title, lines = [], open) {
    return lines.length === 0
        ? ''
        : `<details${open === undefined ? '' : ' open'}><summary>${title}</summary>\n${pre(lines)}\n</details>`;
}
function pre(lines) {
    return `<pre>${lines.map((line) => notBlank((0,build_text/* escapeHtml */.ZD)((0,build_text/* withoutStyle */.IV)((0,build_text/* escapeLogLine */._P)(line))))).join('\n')}</pre>`;
}
function summary_link(shown, url) {
    return url === undefined ? (0,build_text/* htmlCode */.h8)(shown) : `<a href="${(0,build_text/* escapeHtml */.ZD)(url)}">${(0,build_text/* escapeHtml */.ZD)(shown)}</a>`;
}


/***/ }),

/***/ 1119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   formatSettingChanges: () => (/* binding */ formatSettingChanges)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);

/** In characters. A longer value is described, because redaction would not find a secret that is cut in two. */
const MAX_LENGTH = 1_000;
/** Formats one line for each value that changes. Without `before`, only the new value is shown. Pure. */
function formatSettingChanges(changes) {
    return changes.flatMap((change) => {
        const { key, before, after } = change;
        if (!('before' in change))
            return [`${key}: ${formatValue(after)}`];
        if (!isRecord(after))
            return [`${key}: ${formatValue(before)} → ${formatValue(after)}`];
        return Object.entries(after).flatMap(([name, value]) => {
            const old = isRecord(before) ? before[name] : undefined;
            if ((0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(old, value))
                return [];
            return [`${key}.${name}: ${formatValue(old)} → ${formatValue(value)}`];
        });
    });
}
function formatValue(value) {
    if (value === undefined || value === null)
        return 'not set';
    const text = JSON.stringify(value);
    return text.length > MAX_LENGTH ? `a value of ${text.length} characters` : text;
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ })

};
