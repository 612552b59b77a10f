import { useEffect, useState } from 'react'
import { createEngine, format } from 'taskfare'

/** What a task will cost, shown before the agent runs. */
export function Estimate({ profile, model }) {
  const [cost, setCost] = useState()
  useEffect(() => {
    let current = true
    createEngine().then((engine) => {
      const [offer] = engine.project({ profile, offers: [model] }).offers
      if (current) setCost(offer.cost)
    })
    return () => { current = false }
  }, [profile, model])

  if (cost === undefined) return <p>Estimating…</p>
  if (cost === null) return <p>No price is known for {model}.</p>
  const dollars = (value) => format(value, 'en', { forecast: true })
  return <p>Typically {dollars(cost.p50)}; 9 in 10 tasks stay below {dollars(cost.p90)}.</p>
}
