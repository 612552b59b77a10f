import { createEngine, toNumber } from 'taskfare'

const engine = await createEngine()

/** The dollars that a request can cost at most; throws where that is over `limit`, or where nobody knows. */
export async function guard(request, { limit, maxOutput }) {
  const { model } = request
  // The upper end of the count: where no tokenizer is public, the count is a range.
  const { high } = await engine.count({ request })
  const bill = engine.price({ model, usage: { input: high, output: maxOutput } })
  if (bill.status !== 'priced' || bill.currency !== 'USD') throw new Error(`no full price for ${model}: ${bill.reasons.map((reason) => reason.code)}`)
  const most = toNumber(bill.high ?? bill.total)
  if (most > limit) throw new Error(`this call may cost $${most}, the limit is $${limit}`)
  return most
}
