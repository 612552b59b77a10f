/**
 * The chapters of claims, live: every input may be changed, and the engine in the page recomputes.
 * A chapter in another language names the file of its words; the figures are the engine's in all.
 * Where scripts are off, the chapter's table says the same.
 */
{
  const beside = document.currentScript.src
  const VERDICTS = {
    holds: 'holds',
    'holds-under-reading': 'holds under the stated reading',
    inconsistent: 'inconsistent',
    'not-computable': 'not computable',
  }

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties)
    made.append(...children)
    return made
  }

  /** A claim with its inputs; a change of one is answered by `recompute(id, values)`. */
  function form(claim, words, recompute) {
    const own = { claim: claim.claim, inputs: claim.inputs.map(({ name }) => name) }
    const said = words.claims[claim.id] ?? own
    const answer = element('output')
    const show = ({ verdict, arithmetic }) => answer.replaceChildren(element('strong', { className: `verdict ${verdict}` }, words.verdicts[verdict]), ` ${arithmetic}`)
    const fields = claim.inputs.map(({ value }) => element('input', { type: 'number', step: 'any', required: true, defaultValue: String(value) }))
    const labels = fields.map((field, place) => element('label', {}, said.inputs[place], field))
    const whole = element('form', { id: `live-${claim.id}` }, element('h3', {}, `${claim.article}: ${said.claim}`))
    if (labels.length > 0) whole.append(element('div', { className: 'inputs' }, ...labels))
    whole.append(answer)
    whole.addEventListener('submit', (event) => event.preventDefault())
    whole.addEventListener('input', () => {
      if (whole.checkValidity()) show(recompute(claim.id, fields.map((field) => field.valueAsNumber)))
    })
    show(claim)
    return whole
  }

  async function wordsOf({ words }) {
    if (!words) return { verdicts: VERDICTS, claims: {} }
    const response = await fetch(words)
    if (!response.ok) throw new Error(`${words}: ${response.status}`)
    return response.json()
  }

  async function start() {
    const place = document.getElementById('claims-live')
    if (!place) return
    const [{ createFleet }, words] = await Promise.all([import(new URL('taskfare/browser.js', beside)), wordsOf(place.dataset)])
    const fleet = await createFleet()
    const lines = Object.fromEntries(Object.entries(words.claims).map(([id, { arithmetic }]) => [id, arithmetic]))
    const recompute = (id, values) => fleet.claims({ [id]: values }, lines).find((claim) => claim.id === id)
    place.replaceChildren(...fleet.claims({}, lines).map((claim) => form(claim, words, recompute)))
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start)
  else start()
}
