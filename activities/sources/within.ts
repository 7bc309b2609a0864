/**
 * Runs work with a signal that is aborted with the caller's, or with a `TimeoutError` after so many milliseconds, and
 * then rejects with the reason of that.
 * Nothing of it outlives the work: a timer that goes on (`AbortSignal.timeout`, the clients' own time-outs) holds what
 * its listeners reach, which here are whole answers.
 */
export async function within<T>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const own = new AbortController()
  const forward = () => own.abort(signal.reason)
  const timer = setTimeout(
    () => own.abort(new DOMException(`Nothing within ${ms / 1000} s.`, 'TimeoutError')),
    ms,
  )
  signal.addEventListener('abort', forward)
  try {
    return await work(own.signal)
  } catch (error) {
    // What was cut off fails in words of its own.
    own.signal.throwIfAborted()
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', forward)
  }
}
