const PLAIN_EVERY = 30

/**
 * Shows on the terminal what is being done and for how long; elsewhere, in plain lines.
 * @param {string} title such as `Installing packages`
 * @param {string} expected how long it may take, such as `about 5 minutes`
 * @param {{ isTTY?: boolean, write: (text: string) => unknown }} out stderr unless said: a script's output stays its own
 */
export function step(title, expected, out = process.stderr) {
  const started = Date.now()
  const line = () => `${title}: ${seconds(started)} so far, ${expected}`
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
    if (out.isTTY) out.write(`\r\x1b[K${line()}`)
    else if (ticks % PLAIN_EVERY === 0) out.write(`${line()}\n`)
  }, 1000)
  timer.unref()
  out.write(out.isTTY ? `${title}: ${expected}` : `${title}: ${expected}\n`)

  /** @param {string} result */
  const end = (result) => {
    clearInterval(timer)
    out.write(`${out.isTTY ? '\r\x1b[K' : ''}${title}: ${result}\n`)
  }
  return {
    done: () => end(`done in ${seconds(started)}`),
    /** @param {string} reason */
    failed: (reason) => end(`failed. ${reason}`),
  }
}

/** @param {number} started */
function seconds(started) {
  const passed = Math.round((Date.now() - started) / 1000)
  return passed < 60 ? `${passed} s` : `${Math.floor(passed / 60)} min ${passed % 60} s`
}
