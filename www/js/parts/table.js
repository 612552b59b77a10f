/**
 * The table every view is built on: sorted by its headers, walked with the
 * arrow keys, each row opening into its detail. It stays a plain `<table>`.
 */
import { fill, h } from '../dom.js'
import { explain, sayAnew } from './popover.js'

/** @typedef {import('../dom.js').Children} Children */

/** Rows drawn at once: what a screen holds, where each is three lines high fewer. The others follow in so many at a time, so that nothing typed waits for them. */
const screenRows = () => (matchMedia('(width < 720px)').matches ? 6 : 14)

/** Rows drawn in one go where nobody waits for them: what a slow machine does between two frames. */
const FEW = 3

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} key
 * @property {Children} label
 * @property {string} [short] what follows the figure where the header is not in sight
 * @property {string} [sub] a second, quieter line of the header
 * @property {string} [hint] one sentence on hover
 * @property {string} [className]
 * @property {((row: Row) => string | number | null)} [value] what it sorts by; none, no sorting
 * @property {(row: Row) => Children} cell
 * @property {(row: Row) => Children} [before] what stands before the name, in the first column
 */

/**
 * @template Row
 * @param {object} options
 * @param {string} options.caption
 * @param {Column<Row>[]} options.columns the first is the row's header
 * @param {(row: Row) => string} options.id
 * @param {(row: Row) => string} [options.rowClass]
 * @param {(row: Row) => Children | null} [options.gap] what takes the place of the figures of a row without any
 * @param {(row: Row) => boolean} [options.pinned] rows that stand first, with a rule under them
 * @param {(sort: string) => void} options.onSort
 * @param {(id: string) => void} options.onOpen
 * @param {(row: Row) => Children} [options.detail]
 * @param {(key: string, row: Row) => boolean} [options.onKey] other keys on a row; true where it was used
 * @param {string} options.sortLabel `Sort by {column}`
 */
export function createTable({ caption, columns, id, rowClass, gap, pinned, onSort, onOpen, detail, onKey, sortLabel }) {
  const heads = columns.map((column) => headCell(column, sortLabel, onSort))
  const body = h('tbody', { role: 'rowgroup' })
  const element = h('table', { class: 'grid', role: 'table' }, h('caption', { class: 'visually-hidden' }, caption), h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads.map(({ cell }) => cell))), body)
  /** @type {Row[]} */
  let rows = []
  let focused = ''
  /** Counts the drawings: a later one ends an earlier one that is still under way. */
  let drawing = 0
  /** Draws at once what of the rows is still to come: who comes to walk through them finds them all in place. */
  let finish = () => {}

  body.addEventListener('focusin', (event) => {
    const own = rowOf(event.target)?.dataset.id
    if (own) focused = own
    // A pointer that is about to click must find what it pressed.
    if (event.target instanceof Element && event.target.matches(':focus-visible')) finish()
    // The row was drawn anew under the one that took the focus.
    if (event.target instanceof Element && !event.target.isConnected) /** @type {HTMLElement[]} */ ([...body.querySelectorAll('.row-name')]).find((name) => rowOf(name)?.dataset.id === own)?.focus()
  })
  body.addEventListener('keydown', (event) => walk(event))
  body.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.target.closest('a, button, input, select')) return
    const row = rowOf(event.target)
    if (row?.dataset.id) onOpen(row.dataset.id)
  })

  /** @param {KeyboardEvent} event */
  function walk(event) {
    const name = event.target instanceof HTMLElement && event.target.closest('.row-name')
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return
    const all = /** @type {HTMLElement[]} */ ([...body.querySelectorAll('.row-name')])
    const at = all.indexOf(/** @type {HTMLElement} */ (name))
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    const own = rowOf(name)?.dataset.id
    const row = rows.find((one) => id(one) === own)
    if (to !== undefined) {
      event.preventDefault()
      focusRow(all[Math.max(0, Math.min(all.length - 1, to))])
    } else if (row && onKey?.(event.key, row)) {
      event.preventDefault()
    }
  }

  /** @param {HTMLElement | undefined} name */
  function focusRow(name) {
    if (!name) return
    body.querySelector('.row-name[tabindex="0"]')?.setAttribute('tabindex', '-1')
    name.tabIndex = 0
    name.focus()
    name.scrollIntoView({ block: 'nearest' })
  }

  return {
    element,
    /**
     * @param {object} state
     * @param {Row[]} state.rows
     * @param {string} state.sort
     * @param {string} [state.open] the id of the row whose detail is shown
     * @param {boolean} [state.whole] every row at once
     * @param {boolean} [state.gentle] a few rows at a time, from the first: nobody waits for them
     */
    update({ rows: next, sort, open, whole = false, gentle = false }) {
      rows = next
      const hadFocus = body.contains(document.activeElement) && document.activeElement?.classList.contains('row-name')
      for (const { cell, key, arrow } of heads) markSort(cell, arrow, key, sort)
      const stop = rows.some((row) => id(row) === focused) ? focused : rows[0] && id(rows[0])
      const own = ++drawing
      // Who walks through the rows has them all, and an open one is not parted from its detail.
      const place = open ? rows.findIndex((row) => id(row) === open) : 0
      const many = gentle ? FEW : screenRows()
      const first = whole || hadFocus ? rows.length : Math.max(many, place + 1)
      for (const line of body.querySelectorAll('tr.detail')) line.remove()
      // The others stay as they were until their turn comes, so that nothing below them moves.
      const old = /** @type {HTMLTableRowElement[]} */ ([...body.childNodes])
      const draw = (/** @type {number} */ from, /** @type {number} */ to) => {
        for (let at = from; at < to; at++) {
          const row = /** @type {Row} */ (rows[at])
          put(rowElements(row, at, id(row) === open, id(row) === stop), old[at])
        }
        if (to >= rows.length) for (const line of old.slice(rows.length)) line.remove()
      }
      let reached = Math.min(first, rows.length)
      draw(0, reached)
      const goOn = (step = many) => {
        if (own !== drawing || reached >= rows.length) return
        const from = reached
        reached = Math.min(rows.length, from + step)
        draw(from, reached)
        if (reached < rows.length) setTimeout(goOn)
        else element.removeAttribute('aria-busy')
      }
      finish = () => goOn(rows.length)
      if (first < rows.length) {
        element.setAttribute('aria-busy', 'true')
        setTimeout(goOn)
      } else {
        element.removeAttribute('aria-busy')
      }
      if (hadFocus) /** @type {HTMLElement | null} */ (body.querySelector('.row-name[tabindex="0"]'))?.focus({ preventScroll: true })
    },
  }

  /** Lines of a row in the stead of what stood there. @param {HTMLTableRowElement[]} lines @param {HTMLTableRowElement | undefined} stood */
  function put([line, ...others], stood) {
    if (!line) return
    const stays = stood !== undefined && isOf(stood, line)
    if (stays) renew(stood, line)
    else if (stood) stood.replaceWith(line)
    else body.append(line)
    if (others.length) (stays ? stood : line).after(...others)
  }

  /** @param {Row} row @param {number} at @param {boolean} isOpen @param {boolean} isStop */
  function rowElements(row, at, isOpen, isStop) {
    const [first, second, ...rest] = columns
    const key = id(row)
    const name = h('button', { type: 'button', class: 'row-name', tabindex: isStop ? '0' : '-1', 'aria-expanded': detail ? String(isOpen) : null, onclick: () => onOpen(key) })
    fill(name, first?.cell(row) ?? null)
    const before = first?.before?.(row)
    const missing = gap?.(row) ?? null
    const cells = missing ? [cellOf(second, row), h('td', { colspan: rest.length, class: 'gap', role: 'cell' }, missing)] : [second, ...rest].map((column) => cellOf(column, row))
    const next = rows[at + 1]
    const lastPinned = pinned?.(row) && next !== undefined && !pinned(next)
    const classes = [rowClass?.(row), isOpen && 'open', lastPinned && 'last-pinned', missing && 'without'].filter(Boolean).join(' ')
    const line = h('tr', { 'data-id': key, role: 'row', class: classes || null }, h('th', { scope: 'row', role: 'rowheader', class: first?.className }, before ? h('div', { class: 'with-before' }, before, name) : name), cells)
    if (!isOpen || !detail) return [line]
    return [line, h('tr', { class: 'detail', role: 'row' }, h('td', { colspan: columns.length, role: 'cell' }, detail(row)))]
  }
}

/** Whether a line has the same row's cells as another. @param {HTMLTableRowElement} line @param {HTMLTableRowElement} other */
const isOf = (line, other) => line.dataset.id === other.dataset.id && line.cells.length === other.cells.length

/** A line's cells, those that look the same left where they are: a figure that changed is little to lay out. @param {HTMLTableRowElement} line @param {HTMLTableRowElement} fresh */
function renew(line, fresh) {
  if (line.className !== fresh.className) line.className = fresh.className
  const cells = [...line.cells]
  const next = [...fresh.cells]
  cells.forEach((cell, at) => {
    const other = /** @type {HTMLTableCellElement} */ (next[at])
    if (cell.isEqualNode(other)) sayAnew(cell, other)
    else cell.replaceWith(other)
  })
}

/**
 * @template Row
 * @param {Column<Row> | undefined} column @param {Row} row
 */
const cellOf = (column, row) => (column ? h('td', { class: column.className, role: 'cell', 'data-label': column.short ?? null }, column.cell(row)) : null)

/** @param {EventTarget | null} target */
const rowOf = (target) => (target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest('tr[data-id]')) : null)

/**
 * @template Row
 * @param {Column<Row>} column @param {string} sortLabel @param {(sort: string) => void} onSort
 */
function headCell(column, sortLabel, onSort) {
  const arrow = h('i', { class: 'arrow', 'aria-hidden': 'true' })
  const sub = column.sub ? h('small', null, column.sub) : null
  const cell = h('th', { scope: 'col', role: 'columnheader', class: column.className })
  if (!column.value) {
    fill(cell, column.label, sub)
    return { cell, key: column.key, arrow: null }
  }
  const button = h('button', { type: 'button', class: 'sort', title: sortLabel.replace('{column}', String(column.label)) }, arrow, column.label, sub)
  if (column.hint) {
    button.removeAttribute('title')
    explain(button, () => column.hint ?? '')
  }
  button.addEventListener('click', (event) => onSort(nextSort(button.dataset.sort ?? '', column.key, event.shiftKey)))
  cell.append(button)
  return { cell, key: column.key, arrow }
}

/** @param {HTMLElement} cell @param {HTMLElement | null} arrow @param {string} key @param {string} sort */
function markSort(cell, arrow, key, sort) {
  const button = cell.querySelector('button')
  if (button) button.dataset.sort = sort
  const keys = sort.split(',')
  const down = keys.includes(`-${key}`)
  const on = down || keys.includes(key)
  if (on) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending')
  else cell.removeAttribute('aria-sort')
  if (arrow) arrow.className = on ? (down ? 'arrow down' : 'arrow up') : 'arrow'
}

/** The order after a click on a header: turned round where it was first, second key with Shift. @param {string} sort @param {string} key @param {boolean} add */
export function nextSort(sort, key, add) {
  const keys = sort.split(',').filter(Boolean)
  const flip = keys.includes(key) ? `-${key}` : key
  if (!add) return flip
  const rest = keys.filter((other) => other.replace(/^-/, '') !== key)
  return [...rest, flip].slice(-3).join(',')
}

/**
 * Rows in the order asked for; rows without a value stay at the end whichever way.
 * @template Row
 * @param {Row[]} rows @param {string} sort
 * @param {Record<string, ((row: Row) => string | number | null) | undefined>} values
 * @param {string} locale
 */
export function sortRows(rows, sort, values, locale) {
  const collator = new Intl.Collator(locale, { numeric: true })
  const keys = sort.split(',').filter(Boolean).map((key) => ({ value: values[key.replace(/^-/, '')], way: key.startsWith('-') ? -1 : 1 }))
  return [...rows].sort((left, right) => {
    for (const { value, way } of keys) {
      const order = value ? compare(value(left), value(right), way, collator) : 0
      if (order !== 0) return order
    }
    return 0
  })
}

/** @param {string | number | null} left @param {string | number | null} right @param {number} way @param {Intl.Collator} collator */
function compare(left, right, way, collator) {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
  if (typeof left === 'number' && typeof right === 'number') return way * (left - right)
  return way * collator.compare(String(left), String(right))
}
