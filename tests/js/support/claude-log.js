/** Made-up Claude Code logs: single lines, and sessions drawn from known medians. */

const clock = (seconds) => new Date(Date.UTC(2026, 9, 1, 12) + seconds * 1000).toISOString()

/** One line of a call. */
export function call({ id, session = 'first', second = 0, fresh = 4, read = 20_000, write = 1_000, hour = 2_000, output }) {
  const usage = {
    input_tokens: fresh,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: write + hour,
    cache_creation: { ephemeral_5m_input_tokens: write, ephemeral_1h_input_tokens: hour },
    output_tokens: output,
    service_tier: 'standard',
  }
  const message = { id, type: 'message', role: 'assistant', model: 'claude-opus-4-5-20251101', content: [{ type: 'text', text: 'a "quoted" word' }], usage }
  return `${JSON.stringify({ type: 'assistant', sessionId: session, cwd: '/home/ann/shop', requestId: `req_${id}`, uuid: `u-${id}`, timestamp: clock(second), message })}\n`
}

/** The same draws on every run. */
function dice(seed) {
  let state = BigInt(seed)
  const uniform = () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn
    return (Number(state >> 33n) + 0.5) / 2 ** 31
  }
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  return { uniform, lognormal: (median, sigma) => median * Math.exp(sigma * normal()) }
}

/** Sessions whose contexts grow call by call, and the medians they were drawn from. */
export function sessions({ sessions, calls, start = 15_000, growth = 1_200, output = 400, seed = 7 }) {
  const { uniform, lognormal } = dice(seed)
  const lines = []
  for (let session = 0; session < sessions; session++) {
    let [prompt, cached, second] = [lognormal(start, 0.1), 0, 0]
    const many = Math.max(2, Math.round(lognormal(calls, sessions > 10 ? 0.4 : 0)))
    for (let n = 0; n < many; n++) {
      const [total, out] = [Math.round(prompt), Math.max(1, Math.round(lognormal(output, 0.5)))]
      lines.push(call({ id: `m${session}-${n}`, session: `s${session}`, second: Math.round(second), fresh: 0, read: cached, write: total - cached, hour: 0, output: out }))
      cached = total
      prompt += out + lognormal(growth, 0.6)
      second += uniform() < 0.1 ? 120 : 10
    }
  }
  return { text: lines.join(''), truth: { calls, start, output } }
}
