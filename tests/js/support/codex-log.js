/** A made-up Codex rollout: counters written twice, and a fork that begins with a copy of it. */

const usage = ([input, cached, output]) => ({
  input_tokens: input,
  cached_input_tokens: cached,
  output_tokens: output,
  reasoning_output_tokens: 0,
  total_tokens: input + output,
})

function counter(at, total, last) {
  const info = { total_token_usage: usage(total), last_token_usage: usage(last) }
  return { timestamp: at, type: 'event_msg', payload: { type: 'token_count', info } }
}

/** The records of a thread of two calls; of a fork they come half an hour later, and a third call follows. */
export function rollout(id, fork) {
  const at = (minute, second = 0) => `2026-10-02T10:${String(minute + (fork ? 30 : 0)).padStart(2, '0')}:0${second}.000Z`
  const records = [
    { timestamp: at(0), type: 'session_meta', payload: { id, cwd: '/home/ann/blog', ...(fork && { forked_from_id: fork }) } },
    { timestamp: at(0), type: 'turn_context', payload: { model: 'gpt-5.5' } },
    counter(at(1), [1000, 600, 50], [1000, 600, 50]),
    counter(at(1, 1), [1000, 600, 50], [1000, 600, 50]),
    counter(at(2), [3000, 1600, 150], [2000, 1000, 100]),
  ]
  if (fork) records.push(counter(at(9), [6000, 4000, 200], [3000, 2400, 50]))
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}
