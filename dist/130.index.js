export const id = 130;
export const ids = [130];
export const modules = {

/***/ 8130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   summaryOf: () => (/* binding */ summaryOf)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(977);
/* harmony import */ var _links_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3703);


/**
 * The step summary: a pure function of the state. Text from outside is only in HTML blocks, in which no Markdown has an
 * effect; such a block ends at a blank line, so no line is blank.
 */
function summaryOf(state, outcome) {
    const parts = [
        `<h2>${headline(state, outcome)}</h2>${liveNow(state, outcome)}`,
        outcome.kind === 'done' ? '' : reason(state, outcome),
        table(state),
        diagnostics(state),
        fold('Last lines of the build log', state.buildFailure?.logTail),
        fold('Plan', state.plan?.lines),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
function headline(state, outcome) {
    const actor = link(actorName(state) ?? 'Apify Actor', (0,_links_js__WEBPACK_IMPORTED_MODULE_1__/* .actorUrl */ .Lg)(state));
    const version = state.target === undefined ? '' : ` version ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeHtml */ .ZD)(state.target.versionNumber)}`;
    const build = state.build && link(state.build.buildNumber, (0,_links_js__WEBPACK_IMPORTED_MODULE_1__/* .buildUrl */ .c$)(state));
    if (outcome.kind === 'canceled')
        return `🛑 Canceled: ${actor}${version}`;
    if (outcome.kind === 'failed') {
        if (build !== undefined && state.buildResult === 'failed')
            return `❌ Build ${build} of ${actor} failed`;
        return `❌ ${actor}${version} ${state.version === undefined ? 'was not deployed' : 'was updated, but the step failed'}`;
    }
    if (state.dryRun)
        return `📝 Dry run: ${actor}${version} was not changed`;
    switch (state.buildResult) {
        case 'succeeded': {
            const tag = tagOf(state);
            const live = state.promoted === true && tag !== undefined ? ` is live as ${code(tag)}` : ' succeeded';
            return `✅ Build ${build} of ${actor}${live}`;
        }
        case 'out-of-time':
            return `⏳ ${actor}${version} was updated; build ${build} is still running`;
        case 'not-awaited':
            return `✅ ${actor}${version} was updated; build ${build} was started`;
        default:
            return `✅ ${actor}${version} was updated`;
    }
}
/** What users of the Actor run now, and how to go back. */
function liveNow(state, outcome) {
    const { previousBuild, build, buildResult, promoted } = state;
    const tag = tagOf(state);
    if (tag === undefined || state.target === undefined)
        return '';
    const number = previousBuild?.number ?? previousBuild?.id;
    const previous = number === undefined ? undefined : link(number, (0,_links_js__WEBPACK_IMPORTED_MODULE_1__/* .buildUrl */ .c$)(state, previousBuild?.number));
    if (promoted === true) {
        return previous === undefined
            ? `<p>This is the first build with the tag ${code(tag)}.</p>`
            : `<p>To go back, point the tag ${code(tag)} to the previous build ${previous} in Apify Console.</p>`;
    }
    if (previous === undefined)
        return '';
    const isRunning = outcome.kind === 'done' && build !== undefined && buildResult !== 'succeeded';
    return `<p>${code(tag)} ${isRunning ? 'points to build' : 'still points to build'} ${previous}${isRunning ? ' until the new build succeeds' : ''}.</p>`;
}
function actorName({ actor, actorId, target }) {
    if (actor !== undefined)
        return `${actor.username}/${actor.name}`;
    return actorId?.replace('~', '/') ?? (target?.actor.kind === 'named' ? target.actor.name : undefined);
}
function reason({ buildFailure }, { message, hint, changes }) {
    const lines = [lineBreaks(buildFailure?.reason ?? message)];
    if (hint !== undefined)
        lines.push(`<b>What to do:</b> ${lineBreaks(hint)}`);
    if (changes !== undefined)
        lines.push(lineBreaks(changes));
    return `<blockquote>${lines.join('<br>\n')}</blockquote>`;
}
function table(state) {
    const { apiServer, build, envVars = [], times, target } = state;
    const rows = [
        ['Actor', actorRow(state)],
        ['Version', target && versionRow(target.versionNumber, state)],
        ['Build', build && `${link(build.buildNumber, (0,_links_js__WEBPACK_IMPORTED_MODULE_1__/* .buildUrl */ .c$)(state))} ${code(build.status)}`],
        ['Build tag', tagOf(state) && code(tagOf(state) ?? '')],
        ['Source', sourceRow(state)],
        [
            'Environment variables',
            envVars.map(({ name, isSecret }) => `${code(name)}${isSecret ? ' (secret)' : ''}`).join(', '),
        ],
        ['API server', apiServer && (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeHtml */ .ZD)(apiServer)],
        ['Time', times.map(({ stage, ms }) => `${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeHtml */ .ZD)(stage)} ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(ms)}`).join(' · ')],
        ['Build cost', typeof build?.usageTotalUsd === 'number' ? (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .formatUsd */ .UK)(build.usageTotalUsd) : undefined],
    ];
    const lines = rows.flatMap(([title, html]) => html ? [`<tr><th align="left">${title}</th><td>${html}</td></tr>`] : []);
    return lines.length === 0 ? '' : `<table>\n${lines.join('\n')}\n</table>`;
}
function actorRow(state) {
    const name = actorName(state);
    if (name === undefined)
        return undefined;
    return `${link(name, (0,_links_js__WEBPACK_IMPORTED_MODULE_1__/* .actorUrl */ .Lg)(state))}${creation(state, ['actor'])}`;
}
function versionRow(number, state) {
    return `${link(number, (0,_links_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceUrl */ .Hx)(state))}${creation(state, ['actor', 'version'])}`;
}
function creation({ created, plan }, things) {
    if (created !== undefined && things.includes(created))
        return ' (created now)';
    return plan?.creates !== undefined && things.includes(plan.creates) ? ' (would be created)' : '';
}
/** The tag of the build: the one that it was started with, or the version's. */
function tagOf({ target, version, plan }) {
    return target?.chosenTag ?? version?.buildTag ?? plan?.version.buildTag ?? target?.buildTag;
}
function sourceRow({ source, commit }) {
    if (source === undefined)
        return undefined;
    if (source.files === undefined)
        return `${code(source.type)}${source.url === undefined ? '' : ` ${code(source.url)}`}`;
    const { count, bytes, archived } = source.files;
    const from = commit === undefined ? '' : `, commit ${link(commit.sha.slice(0, 7), commit.url)}`;
    return `${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(count, 'file')}, ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .formatBytes */ .z3)(bytes)}${archived ? ', as an archive' : ''}${from}`;
}
function diagnostics({ diagnostics: all }) {
    const icons = { warning: '⚠️', notice: 'ℹ️', info: 'ℹ️' };
    const lines = all.flatMap(({ level, message }) => level === 'debug' ? [] : [`<li>${icons[level]} ${lineBreaks(message)}</li>`]);
    return lines.length === 0 ? '' : `<ul>\n${lines.join('\n')}\n</ul>`;
}
function fold(title, lines = []) {
    if (lines.length === 0)
        return '';
    const shown = lines.map((line) => notBlank((0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeHtml */ .ZD)((0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutStyle */ .IV)((0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeLogLine */ ._P)(line)))));
    return `<details><summary>${title}</summary>\n<pre>${shown.join('\n')}</pre>\n</details>`;
}
function lineBreaks(message) {
    return message
        .split(/\r\n|\n|\r/)
        .map((line) => notBlank((0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeHtml */ .ZD)(line)))
        .join('<br>\n');
}
/** A line of white space would end the HTML block. */
function notBlank(line) {
    return line.trim() === '' ? '&#8203;' : line;
}
function code(shown) {
    return `<code>${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeHtml */ .ZD)(shown)}</code>`;
}
function link(shown, url) {
    return url === undefined ? code(shown) : `<a href="${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeHtml */ .ZD)(url)}">${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeHtml */ .ZD)(shown)}</a>`;
}


/***/ })

};
