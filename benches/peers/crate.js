// A crate in wasm behind the three functions of crates/shim.rs; the same in Node and in a browser.

export async function crate(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, {})
  const { memory, reserve, count, encode, ids } = instance.exports
  const encoder = new TextEncoder()
  const write = (text) => {
    const room = text.length * 3
    const at = reserve(room)
    return encoder.encodeInto(text, new Uint8Array(memory.buffer, at, room)).written
  }
  return {
    count: (text) => count(write(text)),
    encode: (text) => {
      const length = encode(write(text))
      return new Uint32Array(memory.buffer, ids(), length).slice()
    },
    memory: () => memory.buffer.byteLength,
  }
}
