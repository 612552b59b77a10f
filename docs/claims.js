/**
 * The chapter of claims, live: every input may be changed, and the engine in the page recomputes.
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
  function form(claim, recompute) {
    const answer = element('output')
    const show = ({ verdict, arithmetic }) => answer.replaceChildren(element('strong', {}, VERDICTS[verdict]), `: ${arithmetic}`)
    const fields = claim.inputs.map(({ value }) => element('input', { type: 'number', step: 'any', required: true, defaultValue: String(value) }))
    const labels = claim.inputs.map(({ name }, place) => element('label', {}, name, fields[place]))
    const whole = element('form', { id: `live-${claim.id}` }, element('h3', {}, `${claim.article}: ${claim.claim}`))
    whole.append(element('div', { className: 'inputs' }, ...labels), answer)
    whole.addEventListener('submit', (event) => event.preventDefault())
    whole.addEventListener('input', () => {
      if (whole.checkValidity()) show(recompute(claim.id, fields.map((field) => field.valueAsNumber)))
    })
    show(claim)
    return whole
  }

  async function start() {
    const place = document.getElementById('claims-live')
    if (!place) return
    const { createEngine } = await import(new URL('taskfare/browser.js', beside))
    const engine = await createEngine()
    const recompute = (id, values) => engine.claims({ [id]: values }).find((claim) => claim.id === id)
    place.replaceChildren(...engine.claims().map((claim) => form(claim, recompute)))
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start)
  else start()
}
