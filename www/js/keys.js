/** Single keys that save a reach for the mouse. Off inside fields, and off altogether for those who wish. */
import { fill, h, isTyping } from './dom.js'
import { keysOn, setKeysOn } from './prefs.js'

/**
 * @param {import('./main.js').Page} page
 * @param {{ changeTheme(): void, changeLanguage(): void, openShare(): void, openCurrency(): void }} shell
 */
export function listenForKeys({ t, store, views, carry }, shell) {
  /** @type {[string[], string][]} */
  const list = [
    [['/'], t('keys.find')],
    [['↑', '↓', 'Home', 'End'], t('keys.move')],
    [['Enter', 'Esc'], t('keys.open')],
    [['p'], t('keys.pin')],
    [['m'], t('keys.measured')],
    [views.map((_, at) => String(at + 1)), t('keys.views')],
    [['t', 'c', 'l'], t('keys.theme')],
    [['s'], t('keys.share')],
    [['←', '→'], t('keys.tokens')],
    [['?'], t('keys.this')],
  ]
  const dialog = h('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' })

  function show() {
    const on = h('input', { type: 'checkbox', checked: keysOn(), onchange: () => setKeysOn(on.checked) })
    fill(
      dialog,
      h('h2', { id: 'keys-title' }, t('keys.title')),
      h('dl', null, list.flatMap(([keys, does]) => [h('dt', null, keys.map((key) => [h('kbd', null, key), ' ']).flat()), h('dd', null, does)])),
      h('p', null, h('label', null, on, ` ${t('keys.off')}`)),
      h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('keys.close')),
    )
    if (!dialog.isConnected) document.body.append(dialog)
    dialog.showModal()
  }

  /** @type {Record<string, () => unknown>} */
  const acts = {
    '/': () => document.getElementById('find')?.focus(),
    t: shell.changeTheme,
    l: shell.changeLanguage,
    c: shell.openCurrency,
    s: shell.openShare,
    m: () => store.state.view === 'task' && store.set({ measured: !store.state.measured }, { step: true }),
    '?': show,
  }
  views.forEach((view, at) => {
    acts[String(at + 1)] = () => store.set(carry(view), { step: true })
  })

  /** @param {KeyboardEvent} event */
  const listen = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event.target) || dialog.open || !keysOn()) return
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  document.addEventListener('keydown', listen)
  return { show, stop: () => document.removeEventListener('keydown', listen) }
}
