/**
 * Runs work on inputs, at most `width` at once and from the call on, and yields the results in the order of the
 * inputs. While the caller is busy with one result, up to `width` next ones are under way. Throws what the work
 * throws, in its turn; to stop what is under way is the caller's business.
 */
export function inOrder<Input, Output>(
  inputs: Iterable<Input>,
  width: number,
  work: (input: Input) => Promise<Output>,
): AsyncGenerator<Output, void, undefined> {
  const waiting = inputs[Symbol.iterator]()
  const underWay: Promise<PromiseSettledResult<Output>>[] = []
  const fill = () => {
    while (underWay.length < width) {
      const next = waiting.next()
      if (next.done) return
      underWay.push(settled(work(next.value)))
    }
  }
  async function* results() {
    for (let first = underWay.shift(); first; first = underWay.shift()) {
      const result = await first
      if (result.status === 'rejected') throw result.reason
      fill()
      yield result.value
    }
  }
  fill()
  return results()
}

/** A failure that nobody awaits yet must not end the process. */
const settled = async <T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> => {
  const [result] = await Promise.allSettled([promise])
  return result
}
