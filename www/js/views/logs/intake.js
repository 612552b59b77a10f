/** Where logs come in: dropped, chosen, pasted; with progress and a way to stop. */
import { fill, h } from '../../dom.js'

/** @typedef {import('../../main.js').Page} Page */

/**
 * @param {Page} page
 * @param {object} acts
 * @param {(files: Iterable<import('../../../pkg/logs.js').LogFile>) => void} acts.onFiles
 * @param {(text: string) => void} acts.onText
 * @param {(dropped: DataTransfer) => void} acts.onDrop
 * @param {() => void} acts.onSample
 * @param {() => void} acts.onCancel
 */
export function createIntake({ t, format }, { onFiles, onText, onDrop, onSample, onCancel }) {
  const folder = picker({ webkitdirectory: true }, onFiles)
  const files = picker({}, onFiles)
  const problem = h('p', { class: 'error', role: 'alert' })
  const bar = h('progress', { class: 'reading-bar', max: 1, value: 0, 'aria-label': t('logs.reading') })
  const said = h('p', { class: 'hint', role: 'status' })
  const waiting = h('div', { class: 'intake-wait', hidden: true }, bar, said, h('button', { type: 'button', class: 'button', onclick: onCancel }, t('logs.cancel')))
  const button = (/** @type {string} */ text, /** @type {() => void} */ act, main = false) => h('button', { type: 'button', class: main ? 'primary' : 'button', onclick: act }, text)
  const choices = h('div', { class: 'bar' }, button(t('logs.folder'), () => void pickFolder(), true), button(t('logs.files'), () => files.click()), button(t('logs.paste'), paste), button(t('logs.try'), onSample))
  const element = h('section', { class: 'intake', 'aria-label': t('logs.drop') }, h('h2', null, t('logs.drop')), h('p', { class: 'hint' }, t('logs.dropHint')), choices, waiting, problem, folder, files)

  /** A handle where the browser gives one: it is walked in the thread, and the browser asks of no upload. */
  async function pickFolder() {
    if (!('showDirectoryPicker' in window)) return folder.click()
    try {
      onFiles([await /** @type {any} */ (window).showDirectoryPicker({ id: 'taskfare-logs', mode: 'read' })])
    } catch (error) {
      // Nothing was chosen; anything else, such as a frame of another site, leaves the plain way.
      if (!(error instanceof DOMException && error.name === 'AbortError')) folder.click()
    }
  }

  async function paste() {
    const text = await navigator.clipboard.readText().catch(() => null)
    if (text === null) return refuse(t('logs.noClipboard'))
    if (text.trim() === '') return refuse(t('logs.emptyClipboard'))
    onText(text)
  }

  /** @param {string} text */
  function refuse(text) {
    done()
    fill(problem, text)
  }

  function done() {
    waiting.hidden = true
    choices.hidden = false
  }

  return {
    element,
    refuse,
    done,
    start() {
      fill(problem, null)
      fill(said, t('logs.starting'))
      bar.value = 0
      waiting.hidden = false
      choices.hidden = true
    },
    /** @param {import('../../logs/reading.js').Progress} progress */
    progress({ bytes, bytesTotal, calls }) {
      bar.value = bytesTotal ? Math.min(1, bytes / bytesTotal) : 0
      fill(said, t('logs.progress', { share: format.percent(bar.value, '0%'), calls: format.count(calls) }))
    },
    /** @param {HTMLElement} place */
    acceptDrops(place) {
      place.addEventListener('dragover', (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        element.classList.add('over')
      })
      place.addEventListener('dragleave', (event) => {
        if (!(event.relatedTarget instanceof Node) || !place.contains(event.relatedTarget)) element.classList.remove('over')
      })
      place.addEventListener('drop', (event) => {
        element.classList.remove('over')
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        onDrop(event.dataTransfer)
      })
    },
  }
}

/** @param {Record<string, unknown>} how @param {(files: File[]) => void} onFiles */
function picker(how, onFiles) {
  const input = h('input', { type: 'file', multiple: true, class: 'visually-hidden', tabindex: '-1', 'aria-hidden': 'true', ...how })
  input.addEventListener('change', () => {
    // A copy: clearing the field, so that the same choice can be made again, empties its list.
    if (input.files?.length) onFiles([...input.files])
    input.value = ''
  })
  return input
}
