/** Prompt: how many tokens is this, how sure is that, and what does one call cost on every offer? */
import { createAfterPaint, whenIdle } from '../after-paint.js'
import { assign, fill, h, rich } from '../dom.js'
import { countGraded, countTokens, hex, vocabulary, watchVocabularies } from '../counting.js'
import { readDraft, writeDraft } from '../draft.js'
import { scenarioOf } from '../scenario.js'
import { encode } from '../state.js'
import { createCalls } from './prompt/calls.js'
import { bandOf, createFamilies } from './prompt/families.js'
import { createPanes, EDITED } from './prompt/panes.js'
import { LIMIT_MB, readFiles, requestIn } from './prompt/reading.js'
import { SAMPLE } from './prompt/sample.js'

/** @typedef {import('../main.js').Page} Page */

/** The tokenizers every text is counted in at once; others when they are chosen. */
const ALWAYS = ['o200k_base', 'cl100k_base']

/** @param {Page} page */
export function createView(page) {
  const { t, store, format } = page
  const carried = store.state.prompt
  let draft = carried === null ? (readDraft() ?? { text: SAMPLE, source: null }) : { text: carried, source: null }
  let characters = countCharacters(draft.text)
  /** @type {Map<string, number>} */
  let counts = new Map()
  /** @type {Map<string, import('./prompt/families.js').Counted>} by tokenizer family */
  let graded = new Map()
  /** The text that `graded` belongs to. */
  let gradedText = ''
  /** Whether `graded` was estimated from kinds of characters, before any vocabulary has come. */
  let estimated = false
  let counting = new AbortController()
  let counted = ''
  let busy = false

  const heading = h('h1', { id: 'answer', 'aria-live': 'polite' })
  const lead = h('p', { class: 'lead' })
  const problem = h('div', { class: 'notice bad', role: 'alert', hidden: true })
  const strip = h('div', { class: 'strip', id: 'token-strip', 'aria-live': 'polite' })
  const panes = createPanes(page, { onText: setText, onSelect: showToken, onRetry: count })
  const calls = createCalls(page)
  const families = createFamilies(page)
  const body = h('p', { class: 'hint request-note', hidden: true })
  const tools = createTools(page, openFiles)
  const toTask = h('a', { class: 'end' }, t('prompt.toTask'))
  const source = h('p', { class: 'hint' })
  const element = h('div', { class: 'prompt-view' }, h('p', { class: 'eyebrow' }, t('prompt.eyebrow')), heading, lead, problem, tools.element, panes.element, source, strip, body, h('p', { class: 'to-task' }, toTask), families.element, calls.element)
  acceptDrops(element, openFiles)
  const stopWatching = watchVocabularies(panes.showVocabularies)
  const tablesLater = createAfterPaint()
  let stopWaiting = () => {}

  /** @param {string} text @param {string | null} [from] */
  function setText(text, from = null) {
    draft = { text, source: from }
    characters = countCharacters(text)
    writeDraft(draft)
    problem.hidden = true
    if (store.state.prompt !== null || store.state.promptTokens !== null) store.set({ prompt: null, promptTokens: null })
    void count()
  }

  /** @param {File[]} files */
  async function openFiles(files) {
    if (files.length === 0) return
    const read = await readFiles(files)
    if ('refusal' in read) return refuse(read.refusal)
    const [name = ''] = read.names
    const size = format.count(countCharacters(read.text))
    setText(read.text, read.names.length === 1 ? t('prompt.file', { name, size }) : t('prompt.files', { count: read.names.length, size }))
    panes.input.value = read.text.slice(0, EDITED)
  }

  /** @param {import('./prompt/reading.js').Refusal} refusal */
  function refuse({ reason, name, at = 0, size = 0 }) {
    problem.hidden = false
    fill(problem, h('span', null, t(`prompt.${reason}`, { name, at: format.count(at), size: format.plain(size, 1), limit: LIMIT_MB })), h('button', { type: 'button', class: 'link', onclick: () => (problem.hidden = true) }, t('notice.close')))
  }

  /** Counts what stands there; if it changed meanwhile, once more. */
  async function count() {
    stopWaiting()
    if (busy) return
    busy = true
    const wanted = new Set([...ALWAYS, store.state.left, store.state.right])
    const text = draft.text
    const found = await Promise.all([...wanted].map(async (name) => /** @type {const} */ ([name, await countTokens(name, text).catch(() => null)])))
    busy = false
    counts = new Map(found.flatMap(([name, number]) => (number === null ? [] : [[name, number]])))
    counted = text
    if (draft.text === text && isEstimate() && counts.size > 0) {
      // The sentence and the tables of the estimate stay until all of their counts are here.
      panes.update(text, counts, characters)
      return void grade(text)
    }
    panes.setBusy(false)
    show()
    if (draft.text !== text) return void count()
    if (!isEstimate()) void grade(text)
  }

  /**
   * The first answer needs no vocabulary: it is estimated at once, and the exact count follows by itself when the
   * page has been painted and is idle, so that the large file holds up nothing.
   */
  async function begin() {
    if (draft.text === '' || vocabulary('o200k_base').state === 'ready') return count()
    panes.setBusy(true)
    const text = draft.text
    await grade(text, true)
    if (draft.text === text && counted === '' && !busy) stopWaiting = whenIdle(count)
  }

  /** Every tokenizer family in turn; a newer text makes an older question void. @param {string} text @param {boolean} [estimate] without any vocabulary */
  async function grade(text, estimate = false) {
    counting.abort()
    counting = new AbortController()
    const { signal } = counting
    const request = store.state.plain ? null : requestIn(text)
    /** @type {typeof graded} */
    const found = new Map()
    for (const { id, offer } of page.offers.families(page.at())) {
      const answer = await countGraded({ model: offer.id, estimate, ...(request ? { request } : { text }) }, signal).catch(() => null)
      if (signal.aborted) return
      if (answer) found.set(id, answer)
    }
    graded = found
    gradedText = text
    estimated = estimate
    panes.setBusy(estimate)
    showBody(request !== null || store.state.plain ? requestIn(text) : null)
    show()
  }

  /** Says that the text was taken for a request body, and lets it be counted as text instead. @param {object | null} request */
  function showBody(request) {
    body.hidden = request === null
    fill(body, t(store.state.plain ? 'prompt.plainText' : 'prompt.requestBody'), ' ', h('button', { type: 'button', class: 'link', onclick: () => store.set({ plain: !store.state.plain }, { step: true }) }, t(store.state.plain ? 'prompt.asBody' : 'prompt.asText')))
  }

  function show() {
    const { state } = store
    const stale = counted !== draft.text || counts.size === 0
    heading.classList.toggle('waiting', stale && counts.size > 0)
    if (!stale || counts.size > 0) panes.update(draft.text, counts, characters)
    else panes.update(draft.text, new Map(), characters)
    fill(source, draft.source, draft.text.length > EDITED ? ` · ${t('prompt.fileShown', { shown: format.count(EDITED) })}` : null)
    source.hidden = draft.source === null && draft.text.length <= EDITED
    const tokens = tokensOf(state.promptTokens)
    showTask(tokens.get('o200k_base') ?? null)
    const own = tokens === counts
    tools.update()
    const current = own && isCurrent() ? graded : new Map()
    // Nothing is known yet: rows without figures would be drawn for nobody.
    const isKnown = tokens.size + current.size > 0
    showAnswer(tokens, isKnown ? calls.update(tokens, characters, current) : null)
    if (!isKnown) return
    const draw = () => {
      drawn = true
      calls.draw()
      families.update(own ? graded : new Map(), characters, isCurrent())
    }
    // The answer is painted before the first rows are.
    if (drawn) draw()
    else tablesLater.ask(draw)
  }
  let drawn = false

  /** The counts to price: those of the text, or a number that a link carried in its place. @param {number | null} carriedTokens */
  function tokensOf(carriedTokens) {
    if (carriedTokens !== null && readDraft() === null) return new Map(ALWAYS.map((name) => [name, carriedTokens]))
    return counts
  }

  /** @param {Map<string, number>} tokens @param {{ low: string, high: string } | null} span */
  function showAnswer(tokens, span) {
    const o200k = tokens.get('o200k_base')
    if (o200k === undefined) return showEstimate(span)
    const claude = isCurrent() ? newestClaude() : undefined
    const request = claude && !store.state.plain && requestIn(draft.text) !== null ? graded.get('o200k') : undefined
    const holes = { tokens: request ? bandOf(format, request) : format.count(o200k), band: claude ? bandOf(format, claude) : '', low: span?.low ?? '', high: span?.high ?? '' }
    const key = span === null ? 'prompt.answerUnpriced' : o200k === 0 ? 'prompt.answerEmpty' : o200k === 1 ? 'prompt.answerOne' : request ? 'prompt.answerRequest' : claude ? 'prompt.answerBand' : 'prompt.answer'
    say(t(key, holes))
    if (store.state.promptTokens !== null && readDraft() === null) fill(lead, t('prompt.leadCarried', { tokens: format.count(o200k) }))
    else if (o200k === 0) fill(lead, t('prompt.leadEmpty'))
    else fill(lead, t('prompt.lead', { characters: format.count(characters), o200k: format.count(o200k), cl100k: format.count(tokens.get('cl100k_base') ?? 0) }))
  }

  /** What is known before the vocabulary has come, or where it cannot be had. @param {{ low: string, high: string } | null} span */
  function showEstimate(span) {
    const failed = vocabulary('o200k_base').state === 'failed'
    const retry = h('button', { type: 'button', class: 'link', onclick: count }, t('fail.retry'))
    const [gpt, claude] = isEstimate() ? [graded.get('o200k'), newestClaude()] : []
    if (!gpt) {
      say(t(failed ? 'prompt.failed' : 'prompt.answerCounting'))
      return fill(lead, failed ? retry : ' ')
    }
    const holes = { tokens: bandOf(format, gpt), band: claude ? bandOf(format, claude) : '', low: span?.low ?? '', high: span?.high ?? '' }
    say(t(span && claude ? 'prompt.answerEstimate' : 'prompt.answerEstimateAlone', holes))
    fill(lead, failed ? [t('prompt.leadEstimateKept'), ' ', retry] : t('prompt.leadEstimate', { characters: format.count(characters) }))
  }

  /** @param {string} sentence */
  function say(sentence) {
    if (heading.dataset.said !== sentence) fill(heading, rich(sentence))
    heading.dataset.said = sentence
  }

  /** A task that starts with this prompt behind the harness's own: only the number of tokens is carried. @param {number | null} tokens */
  function showTask(tokens) {
    const task = page.carry('task')
    const { harness } = scenarioOf(page.projecting, task)
    toTask.hidden = !tokens
    assign(toTask, { href: encode({ ...task, start: Math.min(2_000_000, Math.round(harness.systemTokens) + (tokens ?? 0)) }) })
  }

  /** Whether the graded counts are those of the text that stands there. */
  const isCurrent = () => gradedText === draft.text && (counted === draft.text || estimated)

  /** Whether the graded counts are an estimate of the text that stands there. */
  const isEstimate = () => estimated && gradedText === draft.text

  /** The band of the newest Claude tokenizer: nobody has published it, and many ask. */
  const newestClaude = () => [...graded].filter(([family]) => family.startsWith('claude')).sort(([left], [right]) => right.localeCompare(left, 'en', { numeric: true }))[0]?.[1]

  /** @param {import('./prompt/pieces.js').Piece | null} piece @param {string} name */
  function showToken(piece, name) {
    if (!piece) return fill(strip, h('span', { class: 'hint' }, t('prompt.none')), moveHint(t))
    const bytes = (piece.bytes ?? hex(new TextEncoder().encode(piece.text))).replace(/..(?=.)/g, '$& ')
    fill(
      strip,
      fact(t('prompt.selected'), h('b', { class: 'mono' }, piece.bytes === null ? visible(piece.text) : t('prompt.bytes'))),
      fact(t('prompt.id'), h('span', { class: 'mono' }, piece.id)),
      fact('', t('prompt.place', { at: format.count(piece.at + 1), all: format.count(counts.get(name) ?? 0) })),
      fact(t('prompt.bytesLabel'), h('span', { class: 'mono' }, bytes)),
      moveHint(t),
    )
  }

  showToken(null, '')
  show()
  void begin()
  return {
    element,
    update(/** @type {import('../state.js').State} */ state, /** @type {import('../state.js').State} */ before) {
      if (state.plain !== before.plain) void grade(draft.text, counted !== draft.text || counts.size === 0)
      const isMissing = counts.size > 0 && ![state.left, state.right].every((name) => counts.has(name))
      if (isMissing || state.left !== before.left || state.right !== before.right) void count()
      show()
    },
    shown() {
      if (readDraft() === null && !matchMedia('(pointer: coarse)').matches) {
        panes.input.focus({ preventScroll: true })
        panes.input.select()
      }
    },
    rows: () => calls.rows(),
    promptText: () => draft.text,
    promptTokens: () => counts.get('o200k_base') ?? null,
    remove() {
      stopWatching()
      stopWaiting()
      tablesLater.drop()
      counting.abort()
    },
  }
}

/** @param {Page} page @param {(files: File[]) => void} open */
function createTools({ t, store }, open) {
  const input = h('input', { type: 'file', multiple: true, class: 'visually-hidden', tabindex: '-1', 'aria-hidden': 'true' })
  input.addEventListener('change', () => {
    open([...(input.files ?? [])])
    input.value = ''
  })
  const text = segment('prompt-kind', t('prompt.text'), () => store.set({ pieces: false }, { step: true }))
  const tokens = segment('prompt-kind', t('prompt.tokens'), () => store.set({ pieces: true }, { step: true }))
  const ids = h('button', { type: 'button', class: 'button', onclick: () => store.set({ ids: !store.state.ids }, { step: true }) }, t('prompt.showIds'))
  const element = h(
    'div',
    { class: 'bar prompt-bar' },
    h('div', { class: 'segments', role: 'radiogroup', 'aria-label': t('prompt.left') }, text.element, tokens.element),
    h('button', { type: 'button', class: 'button', onclick: () => input.click() }, t('prompt.openFiles')),
    input,
    h('span', { class: 'hint' }, t('prompt.limit', { limit: LIMIT_MB })),
    h('div', { class: 'end hint' }, key('·', t('prompt.space')), key('↵', t('prompt.newline')), key('‹·›', t('prompt.bytes')), ids),
  )
  return {
    element,
    update() {
      text.input.checked = !store.state.pieces
      tokens.input.checked = store.state.pieces
      assign(ids, { 'aria-pressed': String(store.state.ids) })
    },
  }
}

/** @param {string} name @param {string} label @param {() => void} choose */
function segment(name, label, choose) {
  const input = h('input', { type: 'radio', name, onchange: choose })
  return { input, element: h('label', null, input, h('span', null, label)) }
}

/** @param {string} sign @param {string} word */
const key = (sign, word) => h('span', null, h('b', { class: 'mono' }, sign), ` ${word}`)

/** @param {string} label @param {import('../dom.js').Children} value */
const fact = (label, value) => h('span', null, label ? h('span', { class: 'quiet' }, `${label} `) : null, value)

/** @param {import('../i18n.js').Words} t */
const moveHint = (t) => h('span', { class: 'keys-hint hint' }, h('kbd', null, '←'), ' ', h('kbd', null, '→'), ` ${t('prompt.move')} · `, h('kbd', null, 'Home'), ' ', h('kbd', null, 'End'))

/** @param {string} text */
const visible = (text) => text.replaceAll(' ', '·').replaceAll('\n', '↵').replaceAll('\t', '→')

/** Characters as people count them: code points. @param {string} text */
export function countCharacters(text) {
  let pairs = 0
  for (let at = 0; at < text.length - 1; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0xd800 && unit <= 0xdbff) pairs++
  }
  return text.length - pairs
}

/** @param {HTMLElement} element @param {(files: File[]) => void} open */
function acceptDrops(element, open) {
  element.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    element.classList.add('dropping')
  })
  element.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) element.classList.remove('dropping')
  })
  element.addEventListener('drop', (event) => {
    element.classList.remove('dropping')
    if (!event.dataTransfer?.files.length) return
    event.preventDefault()
    open([...event.dataTransfer.files])
  })
}
