export const id = 214;
export const ids = [214];
export const modules = {

/***/ 214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  summaryOf: () => (/* binding */ summaryOf)
});

// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
;// CONCATENATED MODULE: ./build/actions/summary-parts.js

/** Joins the blocks of a summary and omits empty ones. */
function joinBlocks(...blocks) {
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
function actorLink(actor) {
    return actor === undefined ? 'the Actor' : `<a href="${(0,build_text/* escapeHtml */.ZD)(actor.url)}">${(0,build_text/* escapeHtml */.ZD)(actor.name)}</a>`;
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

;// CONCATENATED MODULE: ./build/actions/promote/summary.js


/** Describes which build users run now, which one they ran before, and how to go back. Pure. */
function summaryOf(state) {
    return joinBlocks(`<h2>${headline(state)}</h2>${goBack(state)}`, failureBlock(state.failure), table(state), diagnosticList(state.diagnostics));
}
function headline({ dryRun, actor, build, tags, moved, promoted, failure }) {
    const name = actorLink(actor);
    const names = tags.map((tag) => (0,build_text/* htmlCode */.h8)(tag.name)).join(', ');
    if (failure !== undefined && moved !== 'yes') {
        return `❌ ${names || 'The tags'} of ${name} ${moved === 'maybe' ? 'may or may not have moved' : 'did not move'}`;
    }
    if (build === undefined)
        return `📝 Dry run: ${names} of ${name} did not move`;
    const number = summary_link(build.number, actor);
    if (promoted === true)
        return `✅ Build ${number} of ${name} is live as ${names}`;
    if (dryRun)
        return `📝 Dry run: ${names} of ${name} would point to build ${number}`;
    return `${failure === undefined ? '⏳' : '❌'} ${names} of ${name} will point to build ${number}`;
}
function table({ actor, build, tags, dryRun, moved, failure }) {
    if (build === undefined)
        return '';
    const rows = tags.map(({ name, before: old }) => {
        const before = old === undefined ? 'none' : summary_link(old, actor);
        const isMoved = failure === undefined || moved === 'yes';
        const after = isMoved ? summary_link(build.number, actor) : moved === 'maybe' ? 'unknown' : before;
        return `<tr><td>${(0,build_text/* htmlCode */.h8)(name)}</td><td>${before}</td><td>${after}</td></tr>`;
    });
    const titles = dryRun ? ['Tag', 'Build now', 'New build'] : ['Tag', 'Build before', 'Build after'];
    const head = titles.map((title) => `<th>${title}</th>`).join('');
    return `<table>\n<tr>${head}</tr>\n${rows.join('\n')}\n</table>`;
}
/** A tag that did not point to a build before cannot be rolled back. */
function goBack({ moved, promoted, build, tags }) {
    if ((promoted ?? moved) === undefined || build === undefined)
        return '';
    return tags
        .filter(({ before }) => before && before !== build.number)
        .map(({ name, before }) => {
        return `<p>To go back, run this action with ${(0,build_text/* htmlCode */.h8)(`build: ${before}`)} and ${(0,build_text/* htmlCode */.h8)(`tags: ${name}`)}.</p>`;
    })
        .join('\n');
}
function summary_link(number, actor) {
    if (actor === undefined)
        return (0,build_text/* escapeHtml */.ZD)(number);
    return `<a href="${(0,build_text/* escapeHtml */.ZD)(`${actor.url}#/builds/${encodeURIComponent(number)}`)}">${(0,build_text/* escapeHtml */.ZD)(number)}</a>`;
}


/***/ })

};
