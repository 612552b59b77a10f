/**
 * Sample logs for a first look, in the form that Claude Code and Codex write
 * them. The work is invented and says so wherever it is shown; it is read by the
 * same readers as anybody's own logs.
 */

const DAY = 86_400_000
const DAYS = 30

/** A small seeded generator: the sample is the same for everybody. @param {number} seed */
function createDraw(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A lognormal quantity. @param {() => number} draw @param {number} median @param {number} sigma */
function skewed(draw, median, sigma) {
  const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
  return median * Math.exp(sigma * normal)
}

/** @param {string} until the day after the last, RFC 3339 @returns {import('../../pkg/logs.js').LogFile[]} */
export function sampleLogs(until) {
  const draw = createDraw(20261122)
  const start = Date.parse(until.slice(0, 10)) - DAYS * DAY
  /** @type {string[]} */
  const claude = []
  /** @type {import('../../pkg/logs.js').LogFile[]} */
  const codex = []
  let session = 0
  for (let day = 0; day < DAYS; day++) {
    const weekday = new Date(start + day * DAY).getUTCDay()
    const sessions = weekday === 0 || weekday === 6 ? Math.floor(draw() * 1.4) : 2 + Math.floor(draw() * 4)
    for (let nth = 0; nth < sessions; nth++) {
      const at = start + day * DAY + (8 + nth * 2.2 + draw()) * 3_600_000
      const kind = draw()
      const project = draw() < 0.6 ? 'shop' : draw() < 0.7 ? 'billing' : 'website'
      if (kind < 0.25) codex.push({ name: `sample/codex/rollout-${++session}.jsonl`, data: codexSession(draw, at, `sample-${session}`, project).join('\n') })
      else claude.push(...claudeSession(draw, at, `sample-${++session}`, project, kind > 0.7 ? 'claude-haiku-4-5' : 'claude-opus-4-8'))
    }
  }
  claude.push(claudeLine({ at: start + 29 * DAY, id: 'odd', session: 'sample-odd', project: 'shop', model: 'router-auto', fresh: 900, read: 0, write: 0, output: 120 }))
  return [{ name: 'sample/claude-code.jsonl', data: claude.join('\n') }, ...codex]
}

/** @param {() => number} draw */
const callsOf = (draw) => Math.max(4, Math.min(140, Math.round(skewed(draw, 24, 0.7))))

/** @param {() => number} draw @param {number} at @param {string} session @param {string} project @param {string} model */
function claudeSession(draw, at, session, project, model) {
  const lines = []
  let context = 0
  let now = at
  for (let call = 0, calls = callsOf(draw); call < calls; call++) {
    const grown = call === 0 ? 15_000 + Math.round(skewed(draw, 2_500, 0.5)) : Math.round(skewed(draw, 1_100, 0.9))
    const line = claudeLine({ at: now, id: `${session}-${call}`, session, project, model, fresh: 3 + Math.floor(draw() * 8), read: context, write: grown, output: Math.round(skewed(draw, 320, 0.8)) })
    // A streamed answer is written once for each of its parts.
    lines.push(line, ...(draw() < 0.55 ? [line] : []))
    context += grown
    now += 1000 * skewed(draw, 14, 0.9) + (draw() < 0.04 ? 420_000 : 0)
  }
  return lines
}

/** @param {{ at: number, id: string, session: string, project: string, model: string, fresh: number, read: number, write: number, output: number }} call */
function claudeLine({ at, id, session, project, model, fresh, read, write, output }) {
  return JSON.stringify({
    type: 'assistant',
    sessionId: session,
    cwd: `/sample/${project}`,
    timestamp: new Date(at).toISOString(),
    requestId: `req_${id}`,
    uuid: `line_${id}`,
    message: { id: `msg_${id}`, role: 'assistant', model, usage: { input_tokens: fresh, cache_read_input_tokens: read, cache_creation_input_tokens: write, cache_creation: { ephemeral_5m_input_tokens: write, ephemeral_1h_input_tokens: 0 }, output_tokens: output } },
  })
}

/** @param {() => number} draw @param {number} at @param {string} session @param {string} project */
function codexSession(draw, at, session, project) {
  const stamp = (/** @type {number} */ time) => new Date(time).toISOString()
  const lines = [
    JSON.stringify({ timestamp: stamp(at), type: 'session_meta', payload: { id: session, timestamp: stamp(at), cwd: `/sample/${project}`, originator: 'codex_cli_rs' } }),
    JSON.stringify({ timestamp: stamp(at), type: 'turn_context', payload: { cwd: `/sample/${project}`, model: 'gpt-5.5' } }),
  ]
  let context = 9_000
  let now = at
  const total = { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0, reasoning_output_tokens: 0, total_tokens: 0 }
  for (let call = 0, calls = callsOf(draw); call < calls; call++) {
    const grown = Math.round(skewed(draw, 1_300, 0.8))
    const reasoning = Math.round(skewed(draw, 260, 0.9))
    const usage = { input_tokens: context + grown, cached_input_tokens: call === 0 ? 0 : context - (context % 128), output_tokens: reasoning + Math.round(skewed(draw, 240, 0.8)), reasoning_output_tokens: reasoning, total_tokens: 0 }
    usage.total_tokens = usage.input_tokens + usage.output_tokens
    for (const key of /** @type {(keyof typeof total)[]} */ (Object.keys(total))) total[key] += usage[key]
    lines.push(JSON.stringify({ timestamp: stamp(now), type: 'event_msg', payload: { type: 'token_count', info: { total_token_usage: { ...total }, last_token_usage: usage, model_context_window: 400_000 } } }))
    context += grown
    now += 1000 * skewed(draw, 18, 0.9)
  }
  return lines
}
